using CampaignTasks.Channels.Http;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Acs;

/// <summary>
/// The reading of the response to a send. There is no official list of codes, so a refusal with an unknown code fails this message and does
/// not stop the account.
/// </summary>
internal static class AcsAnswer
{
    // Codes that another recipient or content would not change.
    private static readonly HashSet<string> AccountCodes = new(StringComparer.OrdinalIgnoreCase)
    {
        "Denied",
        "DomainNotLinked",
        "SubscriptionBlocked",
        "InvalidSenderUserName",
        "Unauthorized",
        "Forbidden",
    };

    public static Verification Verify(Exchange.Answered answer)
    {
        // There is no such operation: to say so, the service has checked the signature.
        if (answer.Code is 200 or 404)
        {
            return new Verification.Works(Identity: null);
        }

        var body = answer.Body.Written.Span;
        return new Verification.Fails(
            answer.CodeOf(AnswerJson.Find(body, "error"u8, "code"u8)),
            answer.Words(AnswerJson.Find(body, "error"u8, "message"u8), address: null)
        );
    }

    public static SendOutcome Read(Exchange.Answered answer, OutgoingMessage message, DateTimeOffset now)
    {
        if (answer.Code is 202)
        {
            // The key of the request is the operation's id: a 202 with an unreadable body is still an acceptance.
            return new SendOutcome.Accepted(
                answer.IdOf(AnswerJson.Find(answer.Body.Written.Span, "id"u8)) ?? message.IdempotencyKey.ToString()
            );
        }

        if (answer.Code is 429)
        {
            return new SendOutcome.Throttled(answer.Headers.RetryAfter(now));
        }

        var body = answer.Body.Written.Span;
        var found = AnswerJson.Find(body, "error"u8, "code"u8) ?? answer.Headers.First("x-ms-error-code");
        var code = answer.CodeOf(found);
        var reason = answer.Words(AnswerJson.Find(body, "error"u8, "message"u8), message.To);
        return answer.Code switch
        {
            // A conflict over an id that only this message has: an earlier attempt may have been accepted.
            409 => new SendOutcome.Unknown($"{code}: {reason}"),
            // The key makes a repetition safe, whether or not the message was accepted.
            408 or >= 500 => new SendOutcome.Transient(code, reason),
            401 or 403 => new SendOutcome.Misconfigured(code, reason),
            // The path is the same for every account: not found, not allowed and redirects mean a wrong endpoint.
            404 or 405 or (>= 300 and < 400) => new SendOutcome.Misconfigured(code, reason),
            >= 400 when found is not null && AccountCodes.Contains(found) => new SendOutcome.Misconfigured(code, reason),
            >= 400 => new SendOutcome.Rejected(code, reason, AcsVerdicts.Of(code)),
            _ => new SendOutcome.Unknown($"Answered {answer.Code} where 202 was expected."),
        };
    }
}
