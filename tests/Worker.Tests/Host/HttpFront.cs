using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace CampaignTasks.Worker.Tests.Host;

/// <summary>
/// The host's HTTP side: routes of the functions, and requests passed on to the worker's own server by the forwarder that the Functions
/// host has, marked with the call that goes to the worker at the same time.
/// </summary>
internal sealed class HttpFront : IAsyncDisposable
{
    private const string CallHeader = "x-ms-invocation-id";

    private readonly HttpMessageInvoker _client = new(
        new PatientHandler(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.None,
            }
        )
    );
    private readonly ForwarderRequestConfig _config = new() { ActivityTimeout = TimeSpan.FromMinutes(4) };
    private readonly WebApplication _app;
    private readonly Func<string, string, Task> _call;
    private readonly Func<CancellationToken, Task<Uri>> _worker;

    private HttpFront(WebApplication app, Func<string, string, Task> call, Func<CancellationToken, Task<Uri>> worker) =>
        (_app, _call, _worker) = (app, call, worker);

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <param name="functions">All functions.</param>
    /// <param name="hostJson">The app's host.json.</param>
    /// <param name="call">Calls a function for a request, by name and invocation.</param>
    /// <param name="worker">Where the worker's server listens.</param>
    public static async Task<HttpFront> StartAsync(
        IReadOnlyList<WorkerFunction> functions,
        string hostJson,
        Func<string, string, Task> call,
        Func<CancellationToken, Task<Uri>> worker
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Services.AddHttpForwarder().AddRouting();
        var app = builder.Build();
        var front = new HttpFront(app, call, worker);
        var prefix = new ConfigurationBuilder().AddJsonFile(hostJson).Build()["extensions:http:routePrefix"] ?? "api";
        foreach (var function in functions.Where(function => function.Trigger.Is("httpTrigger")))
        {
            app.Map($"{prefix}/{function.Trigger.Text("route") ?? function.Name}", context => front.PassAsync(function.Name, context));
        }

        await app.StartAsync();
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task PassAsync(string function, HttpContext context)
    {
        var invocation = Guid.NewGuid().ToString();
        context.Request.Headers[CallHeader] = invocation;
        var call = _call(function, invocation);
        var worker = await _worker(context.RequestAborted);
        var error = await context
            .RequestServices.GetRequiredService<IHttpForwarder>()
            .SendAsync(context, worker.ToString(), _client, _config);
        if (error is not ForwarderError.None && context.Features.Get<IForwarderErrorFeature>()?.Exception is { } exception)
        {
            throw new InvalidOperationException($"{function} could not be passed on: {error}", exception);
        }

        await call;
    }
}
