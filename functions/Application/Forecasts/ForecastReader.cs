using System.Runtime.CompilerServices;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Ledger;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Forecasts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Forecasts;

/// <summary>
/// A reader of the input of a forecast: the task, its pending messages, its accounts, their quotas, and the other tasks that send through
/// them.
/// </summary>
internal sealed class ForecastReader(
    ITaskStore tasks,
    IRunStore runs,
    ILedger ledger,
    IAccountStore accounts,
    IQuotaStore quotas,
    ISettingsStore settings,
    IEnumerable<IChannel> channels,
    AudienceSources sources
)
{
    // With more live tasks on one account, the forecast leaves out the oldest of them.
    private const int MaxOthers = 100;

    private static readonly TaskFilter Live = new([CampaignTaskStatus.Scheduled, CampaignTaskStatus.Running]);

    /// <summary>Reads the state as of an instant.</summary>
    /// <param name="task">The stored task.</param>
    /// <param name="mostOccurrences">The most runs to forecast.</param>
    /// <param name="now">The start of the forecast.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public Task<ForecastScope> ReadAsync(CampaignTask task, int mostOccurrences, DateTimeOffset now, CancellationToken cancellationToken) =>
        ReadAsync(
            task,
            sources.RecipientsAsync(AudienceQuery.From(task, tasks, cancellationToken), cancellationToken),
            mostOccurrences,
            now,
            cancellationToken
        );

    /// <summary>
    /// Reads the state for a task that need not be stored and that reaches these recipients, each once. They are read once.
    /// </summary>
    public async Task<ForecastScope> ReadAsync(
        CampaignTask task,
        IAsyncEnumerable<Recipient> recipients,
        int mostOccurrences,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        Dictionary<string, ForecastAccount> known = new(StringComparer.Ordinal);
        await AddAccountsAsync(task, known, cancellationToken);
        List<ForecastTask> others = [];
        if (known.Values.Any(account => account.Account.Pacing.IsLimited))
        {
            await foreach (var other in OthersAsync(task, cancellationToken))
            {
                await AddAccountsAsync(other, known, cancellationToken);
                others.Add(await ReadAsync(other, known, await RoughlyAsync(other, cancellationToken), cancellationToken));
            }
        }

        var zones = await ZonesAsync(task, recipients, cancellationToken);
        return new ForecastScope(now, await ReadAsync(task, known, zones, cancellationToken), others, known, mostOccurrences);
    }

    private async IAsyncEnumerable<CampaignTask> OthersAsync(
        CampaignTask task,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        string? cursor = null;
        var found = 0;
        do
        {
            var page = await tasks.ListAsync(
                task.TenantId,
                Live with
                {
                    Channel = task.Plan.Channel,
                },
                limit: 200,
                cursor,
                cancellationToken
            );
            foreach (var other in page.Items.Where(other => other.Id != task.Id && other.Plan.Accounts.Any(task.Plan.Accounts.Contains)))
            {
                yield return other;
                if (++found == MaxOthers)
                {
                    yield break;
                }
            }

            cursor = page.Next;
        } while (cursor is not null);
    }

    private async Task AddAccountsAsync(CampaignTask task, Dictionary<string, ForecastAccount> known, CancellationToken cancellationToken)
    {
        foreach (var id in task.Plan.Accounts.Where(id => !known.ContainsKey(id)))
        {
            if (await accounts.FindAsync(task.TenantId, id, cancellationToken) is { } account)
            {
                var policy = QuotaPolicy.From(account);
                var hasKey = channels
                    .FirstOrDefault(c => c.Provider == account.Provider && c.Kinds.Contains(account.Channel))
                    ?.SupportsIdempotency
                    ?? false;
                known[id] = new ForecastAccount(account, await QuotaAsync(task.TenantId, policy, cancellationToken), hasKey);
            }
        }
    }

    private async Task<ForecastTask> ReadAsync(
        CampaignTask task,
        Dictionary<string, ForecastAccount> known,
        IReadOnlyList<LaneLoad> zones,
        CancellationToken cancellationToken
    )
    {
        var isPaced =
            task.Plan.Pacing.IsLimited || task.Plan.Accounts.Any(id => known.GetValueOrDefault(id)?.Account.Pacing.IsLimited ?? false);
        var sizes = task.Plan.Rollout?.Sizes(zones.Sum(zone => zone.Messages));
        var load = RunLoad.From(zones, task.Plan.Accounts.Count, isPaced, sizes);
        var quota = await QuotaAsync(task.TenantId, QuotaPolicy.From(task), cancellationToken);
        return new ForecastTask(task, load, quota, await UnderWayAsync(task, cancellationToken));
    }

    private async Task<SendQuota> QuotaAsync(string tenantId, QuotaPolicy policy, CancellationToken cancellationToken) =>
        policy.IsFree ? SendQuota.Empty : await quotas.ReadAsync(tenantId, policy.Scope, cancellationToken);

    /// <summary>Counts another task's recipients, of a list without reading it: reading a hundred lists would take too long.</summary>
    private async Task<IReadOnlyList<LaneLoad>> RoughlyAsync(CampaignTask task, CancellationToken cancellationToken) =>
        !task.Plan.Schedule.IsByRecipient && await sources.CountAsync(task.TenantId, task.Plan.Audience, cancellationToken) is { } list
            ? [new LaneLoad(null, list.Size)]
            : await ZonesAsync(
                task,
                sources.RecipientsAsync(AudienceQuery.From(task, tasks, cancellationToken), cancellationToken),
                cancellationToken
            );

    /// <summary>Counts a run's recipients, by zone where the schedule is by recipient.</summary>
    private async Task<IReadOnlyList<LaneLoad>> ZonesAsync(
        CampaignTask task,
        IAsyncEnumerable<Recipient> recipients,
        CancellationToken cancellationToken
    )
    {
        var zoneOf = await settings.ZonesAsync(task.TenantId, task.Plan.Schedule, cancellationToken);
        SortedDictionary<string, int> zones = new(StringComparer.Ordinal);
        await foreach (var recipient in recipients.WithCancellation(cancellationToken))
        {
            var zone = zoneOf?.Invoke(recipient).ZoneId ?? "";
            zones[zone] = zones.GetValueOrDefault(zone) + 1;
        }

        return [.. zones.Select(zone => new LaneLoad(zone.Key.Length == 0 ? null : zone.Key, zone.Value))];
    }

    /// <summary>Counts the pending messages of the current run; null when no run is sending.</summary>
    private async Task<(Run Run, RunLoad Pending)?> UnderWayAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        if (
            task.CurrentRun is null
            || await runs.FindAsync(task.CurrentRun, cancellationToken) is not { CompletedAt: null, Status: RunStatus.Running } run
        )
        {
            return null;
        }

        // What is left of a stage that is watched or held leaves with the next one.
        var stages = run.Stages?.Count ?? 1;
        var first = task.Stage is { } stage ? Math.Min(stage.Stage + (stage is { WatchedUntil: null, Hold: null } ? 0 : 1), stages - 1) : 0;
        var lanes = Enumerable
            .Range(0, stages)
            .Select(_ => Enumerable.Range(0, run.Lanes).Select(_ => new List<LaneLoad>()).ToList())
            .ToList();
        await foreach (var page in ledger.ReadAllPagesAsync(run, openOnly: true, cancellationToken))
        {
            var of = Enumerable.Range(0, stages - 1).FirstOrDefault(i => page.Number < run.Stages![i].EndPage, stages - 1);
            lanes[Math.Max(first, of)][run.LaneOf(page.Number)].Add(new LaneLoad(page.Zone, page.Counts.Open));
        }

        return (run, RunLoad.InStages([.. lanes.Skip(first).Select(stage => new RunLoad(stage))]));
    }
}
