using CampaignTasks.Domain;

namespace CampaignTasks.Application.Consents;

/// <summary>The content of an unsubscribe link.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Address">The address the message went to.</param>
/// <param name="ContactId">The contact; null for an address without one.</param>
/// <param name="TaskId">The task that sent the message.</param>
/// <param name="IsTest">Whether the message was a test: its link changes nothing.</param>
internal sealed record Unsubscription(
    string TenantId,
    ChannelKind Channel,
    string Address,
    string? ContactId,
    string TaskId,
    bool IsTest = false
);
