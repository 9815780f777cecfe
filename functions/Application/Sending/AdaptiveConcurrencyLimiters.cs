using System.Collections.Concurrent;

namespace CampaignTasks.Application.Sending;

/// <summary>The gates of this process, one per account.</summary>
internal sealed class AdaptiveConcurrencyLimiters(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, AdaptiveConcurrencyLimiter> _gates = new(StringComparer.Ordinal);

    public AdaptiveConcurrencyLimiter Of(string accountId) => _gates.GetOrAdd(accountId, _ => new AdaptiveConcurrencyLimiter(time));
}
