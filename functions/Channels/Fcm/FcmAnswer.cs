using System.Collections.Frozen;
using CampaignTasks.Channels.Http;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Fcm;

/// <summary>The mapping of FCM's answer to an outcome.</summary>
/// <remarks>
/// Source: firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode, and google.rpc.Code for what has no code of FCM's own.
/// </remarks>
internal static class FcmAnswer
{
    private static readonly FrozenDictionary<string, ErrorClass> Codes = new Dictionary<string, ErrorClass>
    {
        ["UNREGISTERED"] = ErrorClass.NoRecipient,
        // The token is another project's: another account may write to it.
        ["SENDER_ID_MISMATCH"] = ErrorClass.Message,
        ["INVALID_ARGUMENT"] = ErrorClass.Message,
        ["QUOTA_EXCEEDED"] = ErrorClass.Pace,
        ["RESOURCE_EXHAUSTED"] = ErrorClass.Pace,
        ["THIRD_PARTY_AUTH_ERROR"] = ErrorClass.Account,
        ["UNAUTHENTICATED"] = ErrorClass.Account,
        ["PERMISSION_DENIED"] = ErrorClass.Account,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Reads the answer to a message.</summary>
    public static SendOutcome Read(Exchange.Answered answer, OutgoingMessage message, DateTimeOffset now)
    {
        var body = answer.Body.Written.Span;
        if (answer.Code is 200)
        {
            // projects/name/messages/id
            var name = AnswerJson.Find(body, "name"u8);
            return answer.IdOf(name?[(name.LastIndexOf('/') + 1)..]) is { Length: > 0 } id
                ? new SendOutcome.Accepted(id)
                : new SendOutcome.Unknown("Answered 200 without a message id.");
        }

        var words = AnswerJson.Find(body, "error"u8, "message"u8);
        return Classify(answer.Code, CodeOf(answer), words)
            .ToOutcome("fcm", answer.CodeOf(CodeOf(answer)), answer.Words(words, message.To), answer.Headers.RetryAfter(now));
    }

    /// <summary>Gets FCM's code, else that of Google's APIs; null when the answer has neither.</summary>
    public static string? CodeOf(Exchange.Answered answer)
    {
        var body = answer.Body.Written.Span;
        return AnswerJson.FindInFirst(body, "error"u8, "details"u8, "errorCode"u8) ?? AnswerJson.Find(body, "error"u8, "status"u8);
    }

    /// <summary>Reads the refusal of a token (RFC 6749, 5.2).</summary>
    public static SendOutcome ReadRefusal(Exchange.Answered answer, DateTimeOffset now)
    {
        var body = answer.Body.Written.Span;
        return (
            answer.Code switch
            {
                429 => ErrorClass.Pace,
                408 or >= 500 => ErrorClass.Outage,
                _ => ErrorClass.Account,
            }
        ).ToOutcome(
            "fcm",
            answer.CodeOf(AnswerJson.Find(body, "error"u8)),
            answer.Words(AnswerJson.Find(body, "error_description"u8), address: null),
            answer.Headers.RetryAfter(now)
        );
    }

    /// <summary>Reads the answer to a message that is only checked.</summary>
    public static Verification ReadIdentity(Exchange.Answered answer, string project) =>
        answer.Code is 200
            ? new Verification.Works(project)
            : new Verification.Fails(
                answer.CodeOf(CodeOf(answer)),
                answer.Words(AnswerJson.Find(answer.Body.Written.Span, "error"u8, "message"u8), address: null)
            );

    private static ErrorClass Classify(int status, string? code, string? words) =>
        status switch
        {
            429 => ErrorClass.Pace,
            408 or >= 500 => ErrorClass.InDoubt,
            400 when words?.Contains("registration token", StringComparison.OrdinalIgnoreCase) is true => ErrorClass.NoRecipient,
            _ when code is not null && Codes.TryGetValue(code, out var about) => about,
            401 or 403 or 405 or (>= 300 and < 400) => ErrorClass.Account,
            >= 400 => ErrorClass.Message,
            _ => ErrorClass.InDoubt,
        };
}
