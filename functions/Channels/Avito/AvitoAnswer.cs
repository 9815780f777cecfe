using CampaignTasks.Channels.Http;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Avito;

/// <summary>The mapping of Avito's answers to outcomes.</summary>
/// <remarks>
/// Source: the OpenAPI document of Avito's messenger (developers.avito.ru). Codes repeat the HTTP status; 402 is an account without the
/// plan that includes the API.
/// </remarks>
internal static class AvitoAnswer
{
    /// <summary>Reads the answer to a message.</summary>
    public static SendOutcome Read(Exchange.Answered answer, OutgoingMessage message, DateTimeOffset now)
    {
        var body = answer.Body.Written.Span;
        return answer.Code switch
        {
            >= 200 and < 300 => answer.IdOf(AnswerJson.Find(body, "id"u8)) is { } id
                ? new SendOutcome.Accepted(id)
                : new SendOutcome.Unknown($"Answered {answer.Code} without a message id."),
            // The chat is not there, or not this account's: about the recipient, in this account.
            404 or 400 or 422 => new SendOutcome.Rejected(CodeOf(answer), WordsOf(answer, message.To)),
            _ => ReadRefusal(answer, now),
        };
    }

    /// <summary>Reads a refusal that is not about a recipient.</summary>
    public static SendOutcome ReadRefusal(Exchange.Answered answer, DateTimeOffset now) =>
        answer.Code switch
        {
            429 => new SendOutcome.Throttled(answer.Headers.RetryAfter(now)),
            408 or >= 500 => new SendOutcome.Unknown($"Answered {answer.Code}."),
            // The OAuth endpoint answers 200 with an error for bad credentials.
            _ => new SendOutcome.Misconfigured(CodeOf(answer), WordsOf(answer, address: null)),
        };

    /// <summary>Reads the answer to who the account is.</summary>
    public static Verification ReadIdentity(Exchange.Answered answer, string? user)
    {
        var body = answer.Body.Written.Span;
        return answer.Code is not 200 ? new Verification.Fails(CodeOf(answer), WordsOf(answer, address: null))
            : AnswerJson.Find(body, "id"u8) != user
                ? new Verification.Fails("otherUser", "The keys are those of another account than userId: correct one of them.")
            : new Verification.Works(answer.IsOwn ? AnswerJson.Find(body, "name"u8) : null);
    }

    private static string CodeOf(Exchange.Answered answer)
    {
        var body = answer.Body.Written.Span;
        return answer.CodeOf(
            AnswerJson.Find(body, "error"u8, "code"u8) ?? AnswerJson.Find(body, "code"u8) ?? AnswerJson.Find(body, "error"u8)
        );
    }

    private static string WordsOf(Exchange.Answered answer, string? address)
    {
        var body = answer.Body.Written.Span;
        var words = AnswerJson.Find(body, "error"u8, "message"u8)
            ?? AnswerJson.Find(body, "message"u8)
            ?? AnswerJson.Find(body, "error_description"u8);
        return answer.Words(words, address);
    }
}
