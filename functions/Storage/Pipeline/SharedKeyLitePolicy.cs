using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CampaignTasks.Storage.Pipeline;

/// <summary>
/// Signs table requests: the base64 HMAC-SHA256 of the date, a line feed and the canonical resource. Sits after the retry policy, so
/// every try carries its own date; the service refuses one older than 15 minutes.
/// </summary>
internal sealed class SharedKeyLitePolicy(string account, ReadOnlyMemory<byte> key, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var date = time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue("Authorization", Authorization(date, message.Request.Uri.ToUri()));
    }

    internal string Authorization(string date, Uri uri)
    {
        var toSign = $"{date}\n/{account}{uri.AbsolutePath}{Component(uri.Query)}";
        return $"SharedKeyLite {account}:{Convert.ToBase64String(HMACSHA256.HashData(key.Span, Encoding.UTF8.GetBytes(toSign)))}";
    }

    // Of the query only `comp`, which names a sub-resource, is signed.
    private static string Component(string query)
    {
        foreach (var part in query.TrimStart('?').Split('&'))
        {
            if (part.StartsWith("comp=", StringComparison.Ordinal))
            {
                return "?" + part;
            }
        }

        return "";
    }
}
