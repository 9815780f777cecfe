using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace CampaignTasks.Storage.Tables;

/// <summary>The answer to one action of a transaction: a status and headers, among them the new ETag.</summary>
internal sealed class TablePartResponse(int status, string reason, Dictionary<string, string> headers, byte[] body) : Response
{
    public byte[] Body => body;

    public override int Status => status;

    public override string ReasonPhrase => reason;

    public override Stream? ContentStream { get; set; } = new MemoryStream(body, writable: false);

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => headers.ContainsKey(name);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers.Select(header => new HttpHeader(header.Key, header.Value));

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => headers.TryGetValue(name, out value);

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = headers.TryGetValue(name, out var value) ? [value] : null;
        return values is not null;
    }
}
