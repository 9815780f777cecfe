using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CampaignTasks.App.Accounts;
using CampaignTasks.App.Functions;
using CampaignTasks.App.Functions.Queues;
using CampaignTasks.App.Functions.Timers;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Deployment;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Durable;
using CampaignTasks.Testing.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CampaignTasks.App.Tests.Functions.Edge;

/// <summary>The edge on a real server, with orchestrators and activities of the tests' own under the catalog's names.</summary>
internal sealed class HandlerSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HandlerSite(WebApplication app)
    {
        _app = app;
        Client = new() { BaseAddress = new(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public static async Task<HandlerSite> StartAsync(Action<DurableTaskRegistry> register, Action<IServiceCollection>? change = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(AppBuild.Bound).UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<TimerRunner>().AddSingleton<QueueRunner>()
            .AddDurable(register, options => options.Json.TypeInfoResolverChain.Add(RunsJson.Default)).AddInvocations();
        builder.Services.AddSingleton<IDeploymentNotes>(new InMemoryDeploymentNotes()).AddSingleton<ISecretBox>(new AesGcmSecretBox(new byte[32], []));
        change?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseInvocations();
        app.MapGet("/", () => "here");
        app.MapPost("/api/{**rest}", () => "public");
        await app.StartAsync();
        return new(app);
    }

    /// <summary>Calls a function as the host does: chunked, and nothing that a client sent.</summary>
    public async Task<HttpResponseMessage> InvokeAsync(string function, string body, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{function}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Azure-Functions-Host", "4.1037.0"));
        change?.Invoke(request);
        return await Client.SendAsync(request);
    }

    /// <summary>The ReturnValue of an answer that the host accepts.</summary>
    public async Task<string?> ReturnAsync(string function, string body)
    {
        using var answer = await InvokeAsync(function, body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync());
        return Assert.IsType<JsonObject>(json)["ReturnValue"]?.GetValue<string>();
    }

    public static string TurnBody(string base64) =>
        """{"Data":{"context":""" + Quoted(Quoted(base64)) + """},"Metadata":{"sys":{"MethodName":"x","UtcNow":"2026-11-25T10:00:00Z","RandGuid":"\"6a8e5a0c\""}}}""";

    public static string ActivityBody(string? input, string instanceId = "i1") =>
        """{"Data":{"inputTrigger":""" + (input is null ? "\"null\"" : Quoted(Quoted(input)))
        + """},"Metadata":{"instanceId":""" + Quoted(Quoted(instanceId)) + ""","sys":{"MethodName":"x"}}}""";

    // As the host's serializer writes it.
    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
