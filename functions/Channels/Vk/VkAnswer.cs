using CampaignTasks.Channels.Http;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Vk;

/// <summary>The mapping of VK's answer to an outcome. Errors come with status 200.</summary>
internal static class VkAnswer
{
    /// <summary>Reads the answer to a message.</summary>
    public static SendOutcome Read(Exchange.Answered answer, OutgoingMessage message, DateTimeOffset now)
    {
        var body = answer.Body.Written.Span;
        if (answer.Code is 429)
        {
            return new SendOutcome.Throttled(answer.Headers.RetryAfter(now));
        }

        if (AnswerJson.Find(body, "error"u8, "error_code"u8) is { } found)
        {
            var reason = answer.Words(AnswerJson.Find(body, "error"u8, "error_msg"u8), message.To);
            return VkErrors.Of(found).ToOutcome("vk", answer.CodeOf(found), reason, answer.Headers.RetryAfter(now));
        }

        return answer.Code switch
        {
            >= 200 and < 300 when answer.IdOf(AnswerJson.Find(body, "response"u8)) is { } id => new SendOutcome.Accepted(id),
            // The random_id makes a repetition safe, whether or not the message was accepted.
            >= 200 and < 300 => new SendOutcome.Transient("unreadable", "The answer has neither a response nor an error."),
            408 or >= 500 => new SendOutcome.Transient($"http{answer.Code}", $"Answered {answer.Code}."),
            _ => new SendOutcome.Misconfigured($"http{answer.Code}", $"Answered {answer.Code}."),
        };
    }

    /// <summary>Reads the answer of <c>groups.getById</c>: the token's own community.</summary>
    public static Verification ReadIdentity(Exchange.Answered answer, string? group)
    {
        var body = answer.Body.Written.Span;
        if (AnswerJson.Find(body, "error"u8, "error_code"u8) is { } code)
        {
            return new Verification.Fails(
                answer.CodeOf(code),
                answer.Words(AnswerJson.Find(body, "error"u8, "error_msg"u8), address: null)
            );
        }

        var found = AnswerJson.FindInFirst(body, "response"u8, "groups"u8, "id"u8);
        return found is null
                ? new Verification.Fails($"http{answer.Code}", "VK names no community: give the token of a community, not of a user.")
            : found != group
                ? new Verification.Fails("otherGroup", "The token is that of another community than groupId: correct one of them.")
            : new Verification.Works(answer.IsOwn ? AnswerJson.FindInFirst(body, "response"u8, "groups"u8, "name"u8) : null);
    }
}
