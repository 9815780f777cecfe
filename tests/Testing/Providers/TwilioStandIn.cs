using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CampaignTasks.Testing.Providers;

/// <summary>
/// Twilio's Messages resource: Basic credentials and required fields checked, every good request one more message. It can post signed
/// status callbacks.
/// </summary>
public sealed class TwilioStandIn : StandInServer
{
    private readonly ConcurrentDictionary<string, TakenMessage> _messages = new();
    private readonly HttpClient _reports = new();
    private int _sids;

    private TwilioStandIn(TimeProvider time)
        : base(time) { }

    /// <summary>The account's id.</summary>
    public string AccountSid { get; } = "AC" + new string('0', 32);

    /// <summary>The account's token: password of requests, key of callbacks' signatures.</summary>
    public string AuthToken { get; } = "not-a-real-token";

    /// <summary>The messages taken, by their sid.</summary>
    public IReadOnlyDictionary<string, TakenMessage> Messages => _messages;

    private protected override string UnauthenticCode => "20003";

    /// <summary>Starts one.</summary>
    /// <param name="port">The port; 0: a free one.</param>
    /// <param name="time">The clock; null: the system's.</param>
    public static async Task<TwilioStandIn> StartAsync(int port = 0, TimeProvider? time = null)
    {
        var server = new TwilioStandIn(time ?? TimeProvider.System);
        await server.ListenAsync(port);
        return server;
    }

    /// <summary>The settings of an account that sends through this server.</summary>
    public Dictionary<string, string> Settings(string from = "+15550001111") =>
        new()
        {
            ["accountSid"] = AccountSid,
            ["authToken"] = AuthToken,
            ["from"] = from,
            ["baseUrl"] = Address.ToString().TrimEnd('/'),
        };

    /// <summary>Posts a signed status callback to the address that the message's request named.</summary>
    /// <exception cref="InvalidOperationException">The message named no address.</exception>
    public async Task<HttpStatusCode> ReportAsync(
        TakenMessage message,
        string status,
        string? errorCode,
        CancellationToken cancellationToken
    )
    {
        var hook = message.StatusCallback ?? throw new InvalidOperationException("The message named no StatusCallback.");
        var form = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["AccountSid"] = AccountSid,
            ["ApiVersion"] = "2010-04-01",
            ["MessageSid"] = message.Id,
            ["MessageStatus"] = status,
            ["SmsSid"] = message.Id,
            ["SmsStatus"] = status,
            ["To"] = message.To,
        };
        if (errorCode is not null)
        {
            form["ErrorCode"] = errorCode;
        }

        return await PostAsync(hook, form, cancellationToken);
    }

    /// <summary>Posts a signed inbound message to an account's webhook.</summary>
    /// <param name="hook">The webhook's address.</param>
    /// <param name="id">The message's sid.</param>
    /// <param name="from">The person's number, on WhatsApp with <c>whatsapp:</c> before it.</param>
    /// <param name="text">The text.</param>
    /// <param name="optOutType">What Twilio took it for; null when it does not say.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<HttpStatusCode> TextAsync(
        Uri hook,
        string id,
        string from,
        string text,
        string? optOutType,
        CancellationToken cancellationToken
    )
    {
        var form = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["AccountSid"] = AccountSid,
            ["Body"] = text,
            ["From"] = from,
            ["MessageSid"] = id,
            ["SmsStatus"] = "received",
            ["To"] = "+15550001111",
        };
        if (optOutType is not null)
        {
            form["OptOutType"] = optOutType;
        }

        return PostAsync(hook, form, cancellationToken);
    }

    private async Task<HttpStatusCode> PostAsync(Uri hook, SortedDictionary<string, string> form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, hook) { Content = new FormUrlEncodedContent(form) };
        request.Headers.TryAddWithoutValidation(
            "X-Twilio-Signature",
            Sign(hook.OriginalString + string.Concat(form.Select(pair => pair.Key + pair.Value)))
        );
        using var response = await _reports.SendAsync(request, cancellationToken);
        return response.StatusCode;
    }

    private protected override async Task<Arrival?> ReadAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var request = context.Request;
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{AccountSid}:{AuthToken}"));
        if (request.Method == "GET" && request.Path == $"/2010-04-01/Accounts/{AccountSid}.json")
        {
            await (
                request.Headers.Authorization == basic
                    ? WriteAsync(context, """{"friendly_name":"Acme","status":"active"}""")
                    : RefuseAsync(context, 401, "20003", "Authenticate")
            );
            return null;
        }

        if (request.Method != "POST" || request.Path != $"/2010-04-01/Accounts/{AccountSid}/Messages.json")
        {
            await RefuseAsync(context, 404, "20404", "The requested resource was not found");
            return null;
        }

        using var reader = new FormReader(Encoding.UTF8.GetString(body.Span));
        var form = await reader.ReadFormAsync(context.RequestAborted);
        bool Has(string name) => form.TryGetValue(name, out var value) && value.ToString().Length > 0;
        if (
            request.ContentType != "application/x-www-form-urlencoded"
            || !Has("To")
            || Has("From") == Has("MessagingServiceSid")
            || Has("Body") == Has("ContentSid")
        )
        {
            await RefuseAsync(context, 400, "21604", "A required parameter is missing");
            return null;
        }

        var callback = Has("StatusCallback") ? new Uri(form["StatusCallback"].ToString()) : null;
        return new Arrival(form["To"].ToString(), null, request.Headers.Authorization == basic, callback);
    }

    private protected override object Take(Arrival arrival)
    {
        var taken = new TakenMessage($"SM{Interlocked.Increment(ref _sids):x32}", arrival.To, arrival.StatusCallback, 1);
        _messages[taken.Id] = taken;
        return taken;
    }

    private protected override Task AnswerAsync(HttpContext context, Arrival arrival, object taken)
    {
        context.Response.StatusCode = 201;
        return WriteAsync(
            context,
            $$"""{"account_sid":"{{AccountSid}}","subresource_uris":{"media":"/"},"sid":"{{((TakenMessage)taken).Id}}","status":"queued","error_code":null}"""
        );
    }

    private protected override Task RefuseAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        var number = int.TryParse(code, out var known) ? known : 20000 + status;
        return WriteAsync(
            context,
            $$"""{"code":{{number}},"message":"{{JsonEncodedText.Encode(message)}}","more_info":"","status":{{status}}}"""
        );
    }

    private static Task WriteAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json;charset=utf-8";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }

    private string Sign(string text)
    {
#pragma warning disable CA5350 // The provider's own scheme.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(AuthToken), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
    }
}
