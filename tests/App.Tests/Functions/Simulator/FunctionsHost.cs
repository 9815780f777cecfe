using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CampaignTasks.App.Tests.Functions.Simulator;

/// <summary>
/// A Functions host for one script root: serves the public's requests by passing them on, runs orchestrations, calls timers when told, and keeps the
/// handler alive. It knows the app only by what is in the root.
/// </summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    public const string SystemKey = "system-key-of-a-test";

    private readonly CancellationTokenSource _stop = new();
    private readonly HttpMessageInvoker _proxy = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly ScriptRoot _root;
    private readonly Invoker _invoker;
    private readonly WebApplication _app;

    private FunctionsHost(ScriptRoot root, IReadOnlyDictionary<string, string> settings)
    {
        _root = root;
        Handler = new(root, settings);
        _invoker = new(Handler.AddressAsync);
        Durable = new(_invoker, root, _stop.Token);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapManagement(Durable, SystemKey);
        foreach (var function in root.Functions.Where(function => function.TriggerType is "httpTrigger"))
        {
            Assert.True(function.IsPassedThrough, $"{function.Name} has bindings with which the host does not pass requests through.");
            var methods = function.Trigger["methods"]!.AsArray().Select(method => ((string)method!).ToUpperInvariant());
            _app.MapMethods($"/{root.RoutePrefix}/{(string)function.Trigger["route"]!}", methods, PassAsync);
        }
    }

    public Handler Handler { get; }

    public DurableExtension Durable { get; }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Told each function's name when its call goes out.</summary>
    public Action<string> OnCall
    {
        set => _invoker.OnCall = value;
    }

    /// <summary>Invocations on which a host would have hung.</summary>
    public IReadOnlyList<string> Hangs => _invoker.Hangs;

    public static async Task<FunctionsHost> StartAsync(ScriptRoot root, IReadOnlyDictionary<string, string> settings)
    {
        var host = new FunctionsHost(root, settings);
        await host._app.StartAsync();
        host.Handler.Start();
        foreach (var function in root.Functions.Where(function => function is { TriggerType: "timerTrigger", RunsOnStartup: true }))
        {
            await host.TickAsync(function.Name);
        }

        return host;
    }

    /// <summary>Calls a timer function as at its time.</summary>
    public Task<JsonNode?> TickAsync(string name, bool isPastDue = false)
    {
        var function = _root.Functions.Single(one => one.Name == name);
        var data = new JsonObject
        {
            [function.TriggerName] = new JsonObject { ["Schedule"] = new JsonObject { ["AdjustForDST"] = true }, ["ScheduleStatus"] = null, ["IsPastDue"] = isPastDue },
        };
        if (function.ClientName is { } client)
        {
            data[client] = Invoker.Encode(new JsonObject
            {
                ["taskHubName"] = "CampaignTasks",
                ["requiredQueryStringParameters"] = $"code={SystemKey}",
                ["rpcBaseUrl"] = "http://127.0.0.1:1/",
                ["httpBaseUrl"] = new Uri(Address, ManagementApi.Root).AbsoluteUri,
            }.ToJsonString());
        }

        return _invoker.InvokeAsync(name, data, []);
    }

    /// <summary>Calls a queue function with a message.</summary>
    public Task<JsonNode?> DeliverAsync(string name, string message, int dequeueCount)
    {
        var function = _root.Functions.Single(one => one.Name == name);
        return _invoker.InvokeAsync(name, new() { [function.TriggerName] = Invoker.Encode(message) }, new()
        {
            ["Id"] = Invoker.Encode(Guid.NewGuid().ToString()),
            ["DequeueCount"] = Invoker.Encode(dequeueCount),
            ["PopReceipt"] = Invoker.Encode("receipt"),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Handler.DisposeAsync();
        _invoker.Dispose();
        _proxy.Dispose();
        _stop.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        var handler = await Handler.AddressAsync();
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(handler, context.Request.Path.ToUriComponent() + context.Request.QueryString));
        if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0)
        {
            request.Content = new StreamContent(context.Request.Body);
        }

        foreach (var (name, values) in context.Request.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        request.Headers.Remove("X-Azure-Functions-InvocationId");
        request.Headers.Add("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var answer = await _proxy.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not "Transfer-Encoding"))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
