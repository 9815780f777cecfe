using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Sending;

/// <summary>One of the task's accounts as a lane uses it.</summary>
/// <param name="Resolved">The account with its secrets in clear.</param>
/// <param name="Channel">The provider's adapter.</param>
/// <param name="Limiter">The limit of concurrent requests that this process makes through the account.</param>
/// <param name="Callback">The address for the provider's delivery reports; null without a public address.</param>
internal sealed record LaneAccount(ResolvedAccount Resolved, IChannel Channel, AdaptiveConcurrencyLimiter Limiter, Uri? Callback)
{
    public string Id => Resolved.Account.Id;

    /// <summary>Returns the number of messages one write claims.</summary>
    public int ClaimSize(Pacing task) => SendingPace.ClaimSize(task, Resolved.Account.Pacing, Channel.SupportsIdempotency);

    /// <summary>Returns the number of requests of one lane under way at once.</summary>
    public int Parallel(Pacing task) => SendingPace.Parallel(task, Resolved.Account.Pacing, Channel.SupportsIdempotency);
}
