using CampaignTasks.Channels.Http;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Waha;

/// <summary>The mapping of the gateway's answer to an outcome.</summary>
/// <remarks>
/// Source: WAHA's documentation of <c>sendText</c>. The id has another place for each of its engines: <c>id</c> as a text, <c>id</c> as an
/// object with <c>_serialized</c> and <c>id</c>, or <c>key.id</c>. 422 is about the session, whose <c>status</c> says more.
/// </remarks>
internal static class WahaAnswer
{
    /// <summary>Gets an id without the person's number, which its long form contains.</summary>
    public static string ShortId(string id) => id[(id.LastIndexOf('_') + 1)..];

    /// <summary>Reads the answer to a message.</summary>
    public static SendOutcome Read(Exchange.Answered answer, OutgoingMessage message, DateTimeOffset now)
    {
        var body = answer.Body.Written.Span;
        if (answer.Code is >= 200 and < 300)
        {
            var id = AnswerJson.Find(body, "id"u8) is { } text
                ? ShortId(text)
                : AnswerJson.Find(body, "id"u8, "id"u8) ?? AnswerJson.Find(body, "key"u8, "id"u8);
            return answer.IdOf(id) is { Length: > 0 } known
                ? new SendOutcome.Accepted(known)
                : new SendOutcome.Unknown($"Answered {answer.Code} without a message id.");
        }

        var status = AnswerJson.Find(body, "status"u8);
        var reason = answer.Words(AnswerJson.Find(body, "error"u8) ?? AnswerJson.Find(body, "message"u8), message.To);
        return answer.Code switch
        {
            429 => new SendOutcome.Throttled(answer.Headers.RetryAfter(now)),
            422 when status is "STARTING" => new SendOutcome.Transient("sessionStarting", "The session is starting."),
            422 when status is not null => new SendOutcome.Misconfigured($"session{ProviderWords.Code(status, "Bad")}", reason),
            408 or >= 500 => new SendOutcome.Unknown($"Answered {answer.Code}."),
            400 or 422 => new SendOutcome.Rejected($"http{answer.Code}", reason),
            _ => new SendOutcome.Misconfigured($"http{answer.Code}", reason),
        };
    }

    /// <summary>Reads the answer to a session's state.</summary>
    public static Verification ReadIdentity(Exchange.Answered answer)
    {
        var body = answer.Body.Written.Span;
        return (answer.Code, AnswerJson.Find(body, "status"u8)) switch
        {
            (200, "WORKING") => new Verification.Works(AnswerJson.Find(body, "me"u8, "pushName"u8)),
            (200, "STARTING") => new Verification.Unclear("sessionStarting", "The session is starting: ask again soon."),
            (200, "SCAN_QR_CODE") => new Verification.Fails("sessionScanQrCode", "The session waits for a phone: scan its QR code."),
            (200, { } status) => new Verification.Fails(
                "sessionStopped",
                $"The session is {ProviderWords.Code(status, "unknown")}: start it in the gateway."
            ),
            (404, _) => new Verification.Fails("noSession", "The gateway has no session of this name: correct session."),
            (401 or 403, _) => new Verification.Fails($"http{answer.Code}", "The gateway refuses the apiKey: correct it."),
            _ => new Verification.Fails($"http{answer.Code}", "The address does not answer like the gateway: correct baseUrl."),
        };
    }
}
