using CampaignTasks.Channels.Http;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Meta;

/// <summary>The mapping of the Graph API's answer to an outcome.</summary>
internal static class MetaAnswer
{
    /// <summary>Reads the answer to a message.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="id">The message's id in it; null when there is none.</param>
    /// <param name="provider">The provider's name, for the source of a verdict.</param>
    /// <param name="message">What was sent.</param>
    /// <param name="now">When it was answered.</param>
    public static SendOutcome Read(Exchange.Answered answer, string? id, string provider, OutgoingMessage message, DateTimeOffset now)
    {
        var body = answer.Body.Written.Span;
        if (answer.Code is >= 200 and < 300)
        {
            return answer.IdOf(id) is { } known
                ? new SendOutcome.Accepted(known)
                : new SendOutcome.Unknown($"Answered {answer.Code} without a message id.");
        }

        var found = AnswerJson.Find(body, "error"u8, "code"u8);
        var wait = answer.Headers.RetryAfter(now);
        if (found is null)
        {
            return answer.Code switch
            {
                429 => new SendOutcome.Throttled(wait),
                // There is no key: sending again cannot reveal whether it was accepted before the failure.
                408 or >= 500 => new SendOutcome.Unknown($"Answered {answer.Code}."),
                _ => new SendOutcome.Misconfigured($"http{answer.Code}", $"Answered {answer.Code} without a code."),
            };
        }

        var about = MetaErrors.Of(found, AnswerJson.Find(body, "error"u8, "error_subcode"u8));
        about =
            about is ErrorClass.Message
                ? answer.Code switch
                {
                    401 => ErrorClass.Account,
                    429 => ErrorClass.Pace,
                    408 or >= 500 => ErrorClass.InDoubt,
                    _ => about,
                }
                : about;
        return about.ToOutcome(
            provider,
            answer.CodeOf(found),
            answer.Words(AnswerJson.Find(body, "error"u8, "message"u8), message.To),
            wait
        );
    }

    /// <summary>Reads the answer to who an account is.</summary>
    public static Verification ReadIdentity(Exchange.Answered answer, ReadOnlySpan<byte> name)
    {
        var body = answer.Body.Written.Span;
        return answer.Code is 200
            ? new Verification.Works(answer.IsOwn ? AnswerJson.Find(body, name) : null)
            : new Verification.Fails(
                answer.CodeOf(AnswerJson.Find(body, "error"u8, "code"u8)),
                answer.Words(AnswerJson.Find(body, "error"u8, "message"u8), address: null)
            );
    }
}
