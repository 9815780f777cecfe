using System.Diagnostics.CodeAnalysis;
using System.Text;
using Azure;
using Azure.Core;

namespace CampaignTasks.Testing.Faults;

/// <summary>An answer that no service gave.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="body">The body's text.</param>
/// <param name="headers">Its headers, each once.</param>
public sealed class ScriptedResponse(int status, string body, params (string Name, string Value)[] headers) : Response
{
    private readonly Dictionary<string, string> _headers = headers.ToDictionary(
        header => header.Name,
        header => header.Value,
        StringComparer.OrdinalIgnoreCase
    );

    /// <inheritdoc/>
    public override int Status => status;

    /// <inheritdoc/>
    public override bool IsError => status >= 400;

    /// <inheritdoc/>
    public override string ReasonPhrase => "scripted";

    /// <inheritdoc/>
    public override Stream? ContentStream { get; set; } = new MemoryStream(Encoding.UTF8.GetBytes(body));

    /// <inheritdoc/>
    public override string ClientRequestId { get; set; } = "";

    /// <inheritdoc/>
    public override void Dispose() => ContentStream?.Dispose();

    /// <inheritdoc/>
    protected override bool ContainsHeader(string name) => _headers.ContainsKey(name);

    /// <inheritdoc/>
    protected override IEnumerable<HttpHeader> EnumerateHeaders() => _headers.Select(header => new HttpHeader(header.Key, header.Value));

    /// <inheritdoc/>
    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => _headers.TryGetValue(name, out value);

    /// <inheritdoc/>
    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = _headers.TryGetValue(name, out var value) ? [value] : null;
        return values is not null;
    }
}
