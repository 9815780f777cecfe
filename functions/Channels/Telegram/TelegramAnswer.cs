using System.Globalization;
using CampaignTasks.Channels.Http;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Telegram;

/// <summary>The mapping of the Bot API's answer to an outcome.</summary>
/// <remarks>
/// Sources: the response of Bot API 10.1, and the texts of the server (tdlib/telegram-bot-api), which has no finer codes than the HTTP
/// status. An unknown text is about this message only.
/// </remarks>
internal static class TelegramAnswer
{
    private const string HowToJoin =
        "A bot cannot write to a person first, neither by @name nor by phone number: send the person the bot's link, and use the number of "
        + "the chat that it opens. A @name works for public channels of which the bot is an admin.";

    // Lower case. A text that is not here is about the message: rights of a bot in a group, for one, may be given later.
    private static readonly (string Part, ErrorClass About)[] Texts =
    [
        ("bot was blocked by the user", ErrorClass.OptedOut),
        ("user_is_blocked", ErrorClass.OptedOut),
        ("user is deactivated", ErrorClass.NoRecipient),
        ("input_user_deactivated", ErrorClass.NoRecipient),
        ("business_connection_invalid", ErrorClass.Account),
        ("business connection not found", ErrorClass.Account),
    ];

    private static readonly string[] Unmet = ["chat not found", "peer_id_invalid", "can't initiate conversation", "user not found"];

    /// <summary>Reads the answer to a message.</summary>
    public static SendOutcome Read(Exchange.Answered answer, OutgoingMessage message, DateTimeOffset now)
    {
        var body = answer.Body.Written.Span;
        if (answer.Code is >= 200 and < 300)
        {
            return answer.IdOf(AnswerJson.Find(body, "result"u8, "message_id"u8)) is { } id
                ? new SendOutcome.Accepted(id)
                : new SendOutcome.Unknown($"Answered {answer.Code} without a message id.");
        }

        if (answer.Code is 408 or >= 500)
        {
            return new SendOutcome.Unknown($"Answered {answer.Code}.");
        }

        var description = AnswerJson.Find(body, "description"u8);
        var (about, reason) = Classify(answer.Code, description?.ToLowerInvariant() ?? "");
        if (AnswerJson.Find(body, "parameters"u8, "migrate_to_chat_id"u8) is not null)
        {
            reason = "The group has become a supergroup with another number: change the address.";
        }

        return about.ToOutcome(
            "telegram",
            answer.CodeOf(AnswerJson.Find(body, "error_code"u8)),
            reason ?? answer.Words(description, message.To),
            Wait(body) ?? answer.Headers.RetryAfter(now)
        );
    }

    /// <summary>Reads the answer of <c>getMe</c>.</summary>
    public static Verification ReadIdentity(Exchange.Answered answer, string? name)
    {
        var body = answer.Body.Written.Span;
        if (answer.Code is not 200)
        {
            return new Verification.Fails(
                answer.CodeOf(AnswerJson.Find(body, "error_code"u8)),
                answer.Code is 401 or 404
                    ? "Telegram does not know this botToken: copy it again from @BotFather."
                    : answer.Words(AnswerJson.Find(body, "description"u8), address: null)
            );
        }

        var found = AnswerJson.Find(body, "result"u8, "username"u8);
        return name is not null && found is not null && !name.TrimStart('@').Equals(found, StringComparison.OrdinalIgnoreCase)
            ? new Verification.Fails("otherBot", "The token is that of another bot than botName: correct one of them.")
            : new Verification.Works(answer.IsOwn && found is not null ? $"@{found}" : null);
    }

    private static (ErrorClass About, string? Reason) Classify(int status, string description) =>
        status switch
        {
            429 => (ErrorClass.Pace, null),
            401 or 404 or 405 or (>= 300 and < 400) => (ErrorClass.Account, null),
            _ when Array.Exists(Unmet, part => description.Contains(part, StringComparison.Ordinal)) => (ErrorClass.Message, HowToJoin),
            _ => (Array.Find(Texts, text => description.Contains(text.Part, StringComparison.Ordinal)).About, null),
        };

    private static TimeSpan? Wait(ReadOnlySpan<byte> body) =>
        int.TryParse(AnswerJson.Find(body, "parameters"u8, "retry_after"u8), CultureInfo.InvariantCulture, out var seconds)
        && seconds is >= 0 and <= 86_400
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
