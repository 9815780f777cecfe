using System.Collections.Concurrent;

namespace CampaignTasks.Application.Sending;

/// <summary>The limiters of this process, one per account.</summary>
internal sealed class AdaptiveConcurrencyLimiters(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, AdaptiveConcurrencyLimiter> _limiters = new(StringComparer.Ordinal);

    public AdaptiveConcurrencyLimiter Of(string accountId) => _limiters.GetOrAdd(accountId, _ => new AdaptiveConcurrencyLimiter(time));
}
