using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using CampaignTasks.Testing.Faults;

namespace CampaignTasks.Storage.Tests.Connection;

/// <summary>Answers each try by the next line of a script, and keeps what was asked. The last line repeats.</summary>
internal sealed class ScriptedTransport(params Func<Response>[] script) : HttpPipelineTransport, IDisposable
{
    private readonly HttpClientTransport _requests = new();

    public List<(string Method, string Uri, Dictionary<string, string> Headers)> Seen { get; } = [];

    public override Request CreateRequest() => _requests.CreateRequest();

    public void Dispose() => _requests.Dispose();

    public override void Process(HttpMessage message)
    {
        var answer = script[Math.Min(Seen.Count, script.Length - 1)];
        Seen.Add(
            (
                message.Request.Method.Method,
                message.Request.Uri.ToString(),
                message.Request.Headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase)
            )
        );
        message.Response = answer();
    }

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        Process(message);
        return ValueTask.CompletedTask;
    }

    public static Func<Response> Answer(int status, string body = "", params (string Name, string Value)[] headers) =>
        () => new ScriptedResponse(status, body, headers);

    public static Func<Response> Break(string message = "connection reset") => () => throw new IOException(message);
}
