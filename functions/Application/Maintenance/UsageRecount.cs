using CampaignTasks.Application.Functions;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Maintenance;

/// <summary>
/// The timer that counts the contacts of every tenant, and measures the bytes it stores, about once a day, so that a counter which a crash
/// or a deletion left behind is right again. What a tick does not finish the next one goes on with.
/// </summary>
internal sealed class UsageRecount(ITenantStore tenants, ITenantCounters counters, TimeProvider time, ILogger<UsageRecount> logger)
    : ITimerFunction
{
    /// <summary>The time after which a tick begins nothing more: shorter than what a Functions host gives a function.</summary>
    public static readonly TimeSpan LongestTick = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan CountedFor = TimeSpan.FromHours(20);

    public async Task RunAsync(TimerTick tick, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await foreach (var tenant in tenants.AllAsync(cancellationToken))
        {
            if (time.GetElapsedTime(started) >= LongestTick)
            {
                return;
            }

            var now = time.GetUtcNow();
            var drift = await counters.RecountAsync(tenant.Id, QuotaKind.Contacts, now - CountedFor, now, cancellationToken);
            if (drift is not 0)
            {
                logger.CounterCorrected(tenant.Id, drift);
            }

            while (
                time.GetElapsedTime(started) < LongestTick
                && !await counters.MeasureSomeAsync(tenant.Id, now - CountedFor, now, cancellationToken)
            )
            {
                // The next part.
            }
        }
    }
}
