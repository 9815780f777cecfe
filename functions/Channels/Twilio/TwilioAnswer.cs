using System.Collections.Frozen;
using System.Globalization;
using CampaignTasks.Channels.Http;
using CampaignTasks.Domain.Messages;
using Twilio.Rest.Api.V2010.Account;

namespace CampaignTasks.Channels.Twilio;

/// <summary>
/// The mapping of Twilio's response to a <see cref="SendOutcome"/>. Codes sometimes change their meaning, so the table is short and the
/// HTTP status decides the rest.
/// </summary>
internal static class TwilioAnswer
{
    // Credentials, suspended account, sender or messaging service that cannot send to any recipient.
    private static readonly FrozenSet<string> AccountCodes = FrozenSet.ToFrozenSet([
        "20003",
        "20005",
        "20404",
        "21212",
        "21603",
        "21703",
        "30002",
        "63007",
    ]);

    // Too many concurrent requests, a full sender queue, a channel's rate limit: not accepted.
    private static readonly FrozenSet<string> PaceCodes = FrozenSet.ToFrozenSet(["20429", "21611", "30001", "63018"]);

    /// <param name="answer">The answer as it came.</param>
    /// <param name="taken">What the package read from it; null when that is no message.</param>
    /// <param name="message">What was sent.</param>
    /// <param name="now">When it was answered.</param>
    public static SendOutcome Read(Exchange.Answered answer, MessageResource? taken, OutgoingMessage message, DateTimeOffset now)
    {
        var body = answer.Body.Written.Span;
        if (answer.Code is >= 200 and < 300)
        {
            return Accepted(taken, answer, message);
        }

        if (answer.Code is 408 or >= 500)
        {
            // There is no key: sending again cannot reveal whether it was accepted before the failure.
            return new SendOutcome.Unknown($"Answered {answer.Code}.");
        }

        var found = AnswerJson.Find(body, "code"u8);
        if (answer.Code is 429 || (found is not null && PaceCodes.Contains(found)))
        {
            return new SendOutcome.Throttled(answer.Headers.RetryAfter(now));
        }

        var code = answer.CodeOf(found);
        var reason = answer.Words(AnswerJson.Find(body, "message"u8), message.To);
        return answer.Code switch
        {
            401 or 404 or 405 => new SendOutcome.Misconfigured(code, reason),
            >= 300 and < 400 => new SendOutcome.Misconfigured(code, reason),
            // 403 with a code of its own is often about the recipient's country; without one it is about the account.
            403 when found is null => new SendOutcome.Misconfigured(code, reason),
            >= 400 when found is not null && AccountCodes.Contains(found) => new SendOutcome.Misconfigured(code, reason),
            >= 400 => new SendOutcome.Rejected(code, reason, TwilioAddressVerdicts.Of(found)),
            _ => new SendOutcome.Unknown($"Answered {answer.Code}."),
        };
    }

    public static Verification Verify(Exchange.Answered answer)
    {
        var body = answer.Body.Written.Span;
        var status = AnswerJson.Find(body, "status"u8);
        return answer.Code is not 200
                ? new Verification.Fails(
                    answer.CodeOf(AnswerJson.Find(body, "code"u8)),
                    answer.Words(AnswerJson.Find(body, "message"u8), address: null)
                )
            : status is "suspended" or "closed" ? new Verification.Fails(status, $"The account is {status}.")
            : new Verification.Works(answer.IsOwn ? AnswerJson.Find(body, "friendly_name"u8) : null);
    }

    private static SendOutcome Accepted(MessageResource? taken, Exchange.Answered answer, OutgoingMessage message)
    {
        if (taken?.Status?.ToString() is "failed" or "undelivered")
        {
            var code = taken.ErrorCode?.ToString(CultureInfo.InvariantCulture);
            return new SendOutcome.Rejected(
                ProviderWords.Code(code, "failed"),
                answer.Words(taken.ErrorMessage, message.To),
                TwilioAddressVerdicts.Of(code)
            );
        }

        // The package refuses the whole answer for one date it cannot read, or a body cut off: a message that has its id is not in doubt
        // for that.
        return answer.IdOf(taken?.Sid ?? AnswerJson.Find(answer.Body.Written.Span, "sid"u8)) is { Length: > 0 } sid
            ? new SendOutcome.Accepted(sid)
            : new SendOutcome.Unknown($"Answered {answer.Code} without a message id.");
    }
}
