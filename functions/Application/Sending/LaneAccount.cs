using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Sending;

/// <summary>One of the task's accounts as a lane uses it.</summary>
/// <param name="Open">The account, its secrets in clear.</param>
/// <param name="Channel">The provider's adapter.</param>
/// <param name="Gate">How many requests it bears in this process.</param>
/// <param name="Callback">Where its provider reports delivery; null without a public address.</param>
internal sealed record LaneAccount(ResolvedAccount Open, IChannel Channel, AdaptiveConcurrencyLimiter Gate, Uri? Callback)
{
    public string Id => Open.Account.Id;

    /// <summary>How many messages one write claims.</summary>
    public int ClaimSize(Pacing task) => SendingPace.ClaimSize(task, Open.Account.Pacing, Channel.SupportsIdempotency);

    /// <summary>Requests one lane has under way.</summary>
    public int Parallel(Pacing task) => SendingPace.Parallel(task, Open.Account.Pacing, Channel.SupportsIdempotency);
}
