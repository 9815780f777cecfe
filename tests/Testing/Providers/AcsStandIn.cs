using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CampaignTasks.Testing.Providers;

/// <summary>
/// Azure Communication Services' e-mail API: HMAC checked, required fields checked, an <c>Operation-Id</c> that comes again answered 202
/// without a second mail. It can post delivery reports as Event Grid does.
/// </summary>
public sealed class AcsStandIn : StandInServer
{
    private readonly ConcurrentDictionary<Guid, TakenMessage> _mails = new();
    private readonly HttpClient _reports = new();
    private readonly TimeProvider _time;
    private readonly byte[] _key;
    private int _duplicates;

    private AcsStandIn(byte[] key, TimeProvider time)
        : base(time) => (_key, _time) = (key, time);

    /// <summary>The access key that requests must be signed with, base64.</summary>
    public string AccessKey => Convert.ToBase64String(_key);

    /// <summary>The mails taken, by operation id.</summary>
    public IReadOnlyDictionary<Guid, TakenMessage> Mails => _mails;

    /// <summary>Requests that carried an operation id taken before.</summary>
    public int DuplicateRequests => Volatile.Read(ref _duplicates);

    private protected override string UnauthenticCode => "Denied";

    /// <summary>Starts one.</summary>
    /// <param name="port">The port; 0: a free one.</param>
    /// <param name="time">The clock; null: the system's.</param>
    public static async Task<AcsStandIn> StartAsync(int port = 0, TimeProvider? time = null)
    {
        var server = new AcsStandIn(Encoding.ASCII.GetBytes("not-a-real-key-not-a-real-key"), time ?? TimeProvider.System);
        await server.ListenAsync(port);
        return server;
    }

    /// <summary>The settings of an account that sends through this server.</summary>
    public Dictionary<string, string> Settings(string senderAddress = "no-reply@mail.example.com") =>
        new()
        {
            ["endpoint"] = Address.ToString().TrimEnd('/'),
            ["accessKey"] = AccessKey,
            ["senderAddress"] = senderAddress,
        };

    /// <summary>Posts one batch of delivery reports to a hook (Event Grid schema).</summary>
    /// <param name="hook">The hook's address with its code.</param>
    /// <param name="status">Delivered, Bounced, Suppressed, Failed, FilteredSpam or Quarantined.</param>
    /// <param name="operations">The mails reported on.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<HttpStatusCode> ReportAsync(
        Uri hook,
        string status,
        IEnumerable<Guid> operations,
        CancellationToken cancellationToken
    )
    {
        var at = _time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        var events = operations.Select(id =>
            $$"""
                {"id":"{{Guid.NewGuid()}}","topic":"/subscriptions/0/resourceGroups/g/providers/Microsoft.Communication/communicationServices/c",
                 "subject":"sender/no-reply@mail.example.com/message/{{id}}","eventType":"Microsoft.Communication.EmailDeliveryReportReceived",
                 "dataVersion":"1.0","metadataVersion":"1","eventTime":"{{at}}",
                 "data":{"sender":"no-reply@mail.example.com","recipient":"{{(
                    _mails.TryGetValue(id, out var mail) ? mail.To : "nobody@example.net"
                )}}",
                 "messageId":"{{id}}","status":"{{status}}","deliveryAttemptTimeStamp":"{{at}}","deliveryStatusDetails":{"statusMessage":""} } }
                """
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, hook)
        {
            Content = new StringContent($"[{string.Join(',', events)}]", Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("aeg-event-type", "Notification");
        using var response = await _reports.SendAsync(request, cancellationToken);
        return response.StatusCode;
    }

    private protected override async Task<Arrival?> ReadAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var request = context.Request;
        if (request.Method == "GET" && !IsSigned(request, body.Span))
        {
            await RefuseAsync(context, 401, "Denied", "Denied by the resource provider.");
            return null;
        }

        if (request.Method != "POST" || request.Path != "/emails:send")
        {
            await RefuseAsync(context, 404, "NotFound", "There is nothing here.");
            return null;
        }

        if (request.Query["api-version"] != "2025-09-01" || Recipient(body) is not { } to)
        {
            await RefuseAsync(context, 400, "BadRequest", "A required part of the request is missing.");
            return null;
        }

        var key = Guid.TryParseExact(request.Headers["Operation-Id"], "D", out var id) ? id : (Guid?)null;
        return new Arrival(to, key, IsSigned(request, body.Span));
    }

    private protected override object Take(Arrival arrival)
    {
        var id = arrival.Key ?? Guid.NewGuid();
        var taken = _mails.AddOrUpdate(
            id,
            static (id, to) => new TakenMessage(id.ToString(), to, null, 1),
            static (_, before, _) => before with { Requests = before.Requests + 1 },
            arrival.To
        );
        if (taken.Requests > 1)
        {
            Interlocked.Increment(ref _duplicates);
        }

        return taken;
    }

    private protected override Task AnswerAsync(HttpContext context, Arrival arrival, object taken)
    {
        var id = ((TakenMessage)taken).Id;
        context.Response.StatusCode = 202;
        context.Response.Headers["Operation-Location"] = $"{Address}/emails/operations/{id}?api-version=2025-09-01";
        context.Response.Headers.RetryAfter = "20";
        return WriteAsync(context, $$"""{"id":"{{id}}","status":"Running"}""");
    }

    private protected override Task RefuseAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        context.Response.Headers["x-ms-error-code"] = code;
        return WriteAsync(
            context,
            $$"""{"error":{"code":"{{JsonEncodedText.Encode(code)}}","message":"{{JsonEncodedText.Encode(message)}}"} }"""
        );
    }

    private static Task WriteAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = Encoding.UTF8.GetByteCount(json);
        return context.Response.WriteAsync(json, context.RequestAborted);
    }

    private static string? Recipient(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var mail = JsonDocument.Parse(body);
            var root = mail.RootElement;
            var isWhole =
                root.GetProperty("senderAddress").GetString() is { Length: > 0 }
                && root.GetProperty("content").GetProperty("subject").GetString() is { Length: > 0 };
            return isWhole ? root.GetProperty("recipients").GetProperty("to")[0].GetProperty("address").GetString() : null;
        }
        catch (Exception bad) when (bad is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private bool IsSigned(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var date = request.Headers["x-ms-date"].ToString();
        var hash = Convert.ToBase64String(SHA256.HashData(body));
        var text = $"{request.Method}\n{request.Path}{request.QueryString}\n{date};{request.Headers[HeaderNames.Host]};{hash}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
        return request.Headers["x-ms-content-sha256"] == hash
            && DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
            && request.Headers.Authorization == $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}";
    }
}
