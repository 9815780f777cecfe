using CampaignTasks.Domain.Creatives;

namespace CampaignTasks.Domain.Messages;

/// <summary>A message that the sandbox accepted in place of a provider.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Id">The message in its run's ledger.</param>
/// <param name="Channel">The channel it was meant for.</param>
/// <param name="AccountId">The sandbox account it left through.</param>
/// <param name="To">The address.</param>
/// <param name="Content">The rendered creative.</param>
/// <param name="At">When the sandbox first accepted it.</param>
public sealed record SandboxMessage(
    string TenantId,
    MessageId Id,
    ChannelKind Channel,
    string AccountId,
    string To,
    RenderedCreative Content,
    DateTimeOffset At
);
