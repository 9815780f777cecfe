using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CampaignTasks.Storage.Pipeline;

/// <summary>
/// Signs queue and blob requests: the verb, eleven standard headers, all <c>x-ms-</c> headers in order and the resource with its whole
/// query. Sits after the retry policy, so every try carries its own date; the service refuses one older than 15 minutes.
/// </summary>
internal sealed class SharedKeyPolicy(string account, ReadOnlyMemory<byte> key, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    // In the protocol's order. Content-Length is handled apart; Date stays empty because x-ms-date is sent.
    private static readonly string[] AfterLength =
        ["Content-MD5", "Content-Type", "Date", "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range"];

    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        request.Headers.SetValue("x-ms-date", time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture));
        request.Headers.SetValue("Authorization", Authorization(request));
    }

    internal string Authorization(Request request)
    {
        var signature = HMACSHA256.HashData(key.Span, Encoding.UTF8.GetBytes(StringToSign(request)));
        return $"SharedKey {account}:{Convert.ToBase64String(signature)}";
    }

    internal string StringToSign(Request request)
    {
        var text = new StringBuilder(256);
        text.Append(request.Method.Method).Append('\n').Append(Header(request, "Content-Encoding")).Append('\n');
        text.Append(Header(request, "Content-Language")).Append('\n').Append(Length(request)).Append('\n');
        foreach (var name in AfterLength)
        {
            text.Append(Header(request, name)).Append('\n');
        }

        AppendServiceHeaders(text, request);
        AppendResource(text, request.Uri.ToUri());
        return text.ToString();
    }

    // Since version 2015-02-21 a length of zero is signed as nothing.
    private static string Length(Request request) =>
        request.Content is { } content && content.TryComputeLength(out var length) && length > 0 ? length.ToString(CultureInfo.InvariantCulture) : "";

    private static string Header(Request request, string name) => request.Headers.TryGetValue(name, out var value) ? value ?? "" : "";

    private static void AppendServiceHeaders(StringBuilder text, Request request)
    {
        var headers = request.Headers
            .Where(header => header.Name.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
            .Select(header => (Name: header.Name.ToLowerInvariant(), header.Value))
            .OrderBy(header => header.Name, StringComparer.Ordinal);
        foreach (var (name, value) in headers)
        {
            text.Append(name).Append(':').Append(value.Trim()).Append('\n');
        }
    }

    private void AppendResource(StringBuilder text, Uri uri)
    {
        text.Append('/').Append(account).Append(uri.AbsolutePath);
        var query = uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .Select(part => (Name: Uri.UnescapeDataString(part[0]).ToLowerInvariant(), Value: part.Length > 1 ? Uri.UnescapeDataString(part[1]) : ""))
            .OrderBy(part => part.Name, StringComparer.Ordinal);
        foreach (var (name, value) in query)
        {
            text.Append('\n').Append(name).Append(':').Append(value);
        }
    }
}
