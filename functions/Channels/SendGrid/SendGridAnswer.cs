using System.Globalization;
using CampaignTasks.Channels.Http;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.SendGrid;

/// <summary>The mapping of SendGrid's answer to an outcome.</summary>
/// <remarks>
/// Source: the status codes and the error body of "Mail Send" and "Rate limits" in SendGrid's API reference. Errors have no codes: the
/// field tells what an error is about.
/// </remarks>
internal static class SendGridAnswer
{
    private const int LongestWait = 86_400;

    /// <summary>Reads the answer to a mail.</summary>
    public static SendOutcome Read(Exchange.Answered answer, OutgoingMessage message, DateTimeOffset now)
    {
        if (answer.Code is 202)
        {
            return new SendOutcome.Accepted(answer.IdOf(answer.Headers.First("X-Message-Id")) ?? message.IdempotencyKey.ToString());
        }

        var body = answer.Body.Written.Span;
        var field = AnswerJson.FindInFirst(body, default, "errors"u8, "field"u8);
        return Classify(answer.Code, field)
            .ToOutcome(
                "sendgrid",
                answer.CodeOf(field),
                answer.Words(AnswerJson.FindInFirst(body, default, "errors"u8, "message"u8), message.To),
                answer.Headers.RetryAfter(now) ?? Reset(answer, now)
            );
    }

    /// <summary>Reads the answer to what the key may do.</summary>
    public static Verification ReadScopes(Exchange.Answered answer) =>
        answer.Code is not 200
            ? new Verification.Fails($"http{answer.Code}", "SendGrid refuses this apiKey: create one with the permission Mail Send.")
        : answer.Body.Written.Span.IndexOf("\"mail.send\""u8) < 0
            ? new Verification.Fails("noScope", "The apiKey lacks the permission Mail Send: give it one that has it.")
        : new Verification.Works(Identity: null);

    private static ErrorClass Classify(int status, string? field) =>
        status switch
        {
            429 => ErrorClass.Pace,
            401 or 403 or 404 or 405 or (>= 300 and < 400) => ErrorClass.Account,
            408 or >= 500 => ErrorClass.InDoubt,
            >= 400 when field?.StartsWith("from", StringComparison.Ordinal) is true => ErrorClass.Account,
            >= 400 when IsRecipient(field) => ErrorClass.NoRecipient,
            >= 400 => ErrorClass.Message,
            _ => ErrorClass.InDoubt,
        };

    private static bool IsRecipient(string? field) =>
        field?.StartsWith("personalizations.", StringComparison.Ordinal) is true && field.EndsWith(".email", StringComparison.Ordinal);

    private static TimeSpan? Reset(Exchange.Answered answer, DateTimeOffset now) =>
        long.TryParse(answer.Headers.First("X-RateLimit-Reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var second)
            ? TimeSpan.FromSeconds(Math.Clamp(second - now.ToUnixTimeSeconds(), 0, LongestWait))
            : null;
}
