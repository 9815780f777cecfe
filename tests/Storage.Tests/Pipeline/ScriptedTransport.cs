using System.Diagnostics.CodeAnalysis;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CampaignTasks.Storage.Tests.Pipeline;

/// <summary>Answers each try by the next line of a script, and keeps what was asked. The last line repeats.</summary>
internal sealed class ScriptedTransport(params Func<Response>[] script) : HttpPipelineTransport, IDisposable
{
    private readonly HttpClientTransport requests = new();

    public List<(string Method, string Uri, Dictionary<string, string> Headers)> Seen { get; } = [];

    public override Request CreateRequest() => requests.CreateRequest();

    public void Dispose() => requests.Dispose();

    public override void Process(HttpMessage message)
    {
        var answer = script[Math.Min(Seen.Count, script.Length - 1)];
        Seen.Add((message.Request.Method.Method, message.Request.Uri.ToString(),
            message.Request.Headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase)));
        message.Response = answer();
    }

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        Process(message);
        return ValueTask.CompletedTask;
    }

    public static Func<Response> Answer(int status, string body = "", params (string Name, string Value)[] headers) =>
        () => new Scripted(status, body, headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase));

    public static Func<Response> Break(string message = "connection reset") => () => throw new IOException(message);

    private sealed class Scripted(int status, string body, Dictionary<string, string> headers) : Response
    {
        public override int Status => status;

        public override string ReasonPhrase => "scripted";

        public override Stream? ContentStream { get; set; } = new MemoryStream(Encoding.UTF8.GetBytes(body));

        public override string ClientRequestId { get; set; } = "";

        public override void Dispose() => ContentStream?.Dispose();

        protected override bool ContainsHeader(string name) => headers.ContainsKey(name);

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers.Select(header => new HttpHeader(header.Key, header.Value));

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => headers.TryGetValue(name, out value);

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
        {
            values = headers.TryGetValue(name, out var value) ? [value] : null;
            return values is not null;
        }
    }
}
