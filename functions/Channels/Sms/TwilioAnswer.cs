using System.Collections.Frozen;
using CampaignTasks.Channels.Http;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Sms;

/// <summary>Reads the answer to a send. Codes change their meaning now and then, so the table is short and the HTTP status decides the rest.</summary>
internal static class TwilioAnswer
{
    // Credentials, suspended account, sender or messaging service that cannot send to anybody.
    private static readonly FrozenSet<string> AccountCodes =
        FrozenSet.ToFrozenSet(["20003", "20005", "20404", "21212", "21603", "21703", "30002", "63007"]);

    // Too many requests at once, a full sender queue, a channel's rate limit: not taken.
    private static readonly FrozenSet<string> PaceCodes = FrozenSet.ToFrozenSet(["20429", "21611", "30001", "63018"]);

    public static SendOutcome Read(Exchange.Answered answer, OutgoingMessage message, DateTimeOffset now)
    {
        var body = answer.Body.Written.Span;
        if (answer.Code is >= 200 and < 300)
        {
            return Taken(body, answer.Code, message);
        }

        if (answer.Code is 408 or >= 500)
        {
            // There is no key: whether it was taken before the failure cannot be asked by sending again.
            return new SendOutcome.Unknown($"Answered {answer.Code}.");
        }

        var found = AnswerJson.Find(body, "code"u8);
        if (answer.Code is 429 || (found is not null && PaceCodes.Contains(found)))
        {
            return new SendOutcome.Throttled(answer.Headers.RetryAfter(now));
        }

        var code = ProviderWords.Code(found, $"http{answer.Code}");
        var reason = ProviderWords.Clean(AnswerJson.Find(body, "message"u8), message.To);
        return answer.Code switch
        {
            401 or 404 or 405 => new SendOutcome.Misconfigured(code, reason),
            >= 300 and < 400 => new SendOutcome.Misconfigured(code, reason),
            // 403 with a code of its own is often about the recipient's country; without one it is about the account.
            403 when found is null => new SendOutcome.Misconfigured(code, reason),
            >= 400 when AccountCodes.Contains(code) => new SendOutcome.Misconfigured(code, reason),
            >= 400 => new SendOutcome.Rejected(code, reason),
            _ => new SendOutcome.Unknown($"Answered {answer.Code}."),
        };
    }

    private static SendOutcome Taken(ReadOnlySpan<byte> body, int status, OutgoingMessage message)
    {
        if (AnswerJson.Find(body, "sid"u8) is not { } sid)
        {
            return new SendOutcome.Unknown($"Answered {status} without a message id.");
        }

        return AnswerJson.Find(body, "status"u8) is "failed" or "undelivered"
            ? new SendOutcome.Rejected(
                ProviderWords.Code(AnswerJson.Find(body, "error_code"u8), "failed"),
                ProviderWords.Clean(AnswerJson.Find(body, "error_message"u8), message.To))
            : new SendOutcome.Accepted(sid);
    }
}
