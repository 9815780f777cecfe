using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.SingleMessages;

namespace CampaignTasks.Api.SingleMessages;

/// <summary>One message, with what it belongs to.</summary>
/// <param name="Id">Its id; providers that support it get it as the idempotency key.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Address">The address.</param>
/// <param name="ContactId">The contact; null for an address without one.</param>
/// <param name="Account">The account that last tried it.</param>
/// <param name="Status">Its status.</param>
/// <param name="Reason">Why it failed, is unknown, was skipped or canceled.</param>
/// <param name="Attempts">Requests to the provider that counted.</param>
/// <param name="ProviderId">The provider's id of it.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="CreativeId">The saved creative it was made of; null otherwise.</param>
/// <param name="CreativeVersion">The version of that creative.</param>
/// <param name="Purpose">The purpose of a single message; null for a message of a task or an automation.</param>
/// <param name="SendAt">When a single message is to be sent; null: at once.</param>
/// <param name="TaskId">The task; null for a message of none.</param>
/// <param name="AutomationId">The automation; null for a message of none.</param>
/// <param name="RunId">The run of the task or automation; null for a single message.</param>
internal sealed record SingleMessageView(
    string Id,
    ChannelKind? Channel,
    string Address,
    string? ContactId,
    string? Account,
    MessageState Status,
    string? Reason,
    int Attempts,
    string? ProviderId,
    DateTimeOffset UpdatedAt,
    string? CreativeId,
    int? CreativeVersion,
    MessagePurpose? Purpose,
    DateTimeOffset? SendAt,
    string? TaskId,
    string? AutomationId,
    string? RunId
);
