using CampaignTasks.Application.Ledger;
using CampaignTasks.Domain.Conversions;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Unsubscribes;

namespace CampaignTasks.Application.Tasks;

/// <summary>
/// The results of a task by creative. Pages are read only where a task has, or had, several; what its only creative led to is in the
/// totals.
/// </summary>
internal sealed class CreativeResults(
    IRunStore runs,
    ILedger ledger,
    TaskSummaries summaries,
    IConversionStore conversions,
    IUnsubscribeStore unsubscribes
)
{
    private const int RunsAtOnce = 200;

    // What no record names: messages of an only creative, and those of before a task had several.
    private const string Unnamed = "";

    /// <summary>Reads the results of each creative: those of the plan in its order, then those that it had before.</summary>
    public async Task<IReadOnlyList<CreativeResult>> OfAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        var totals = (await conversions.TotalsAsync(task.TenantId, [task.Id], cancellationToken))[0];
        var counts = await CountAsync(task, cancellationToken);
        var left = await unsubscribes
            .ReadAsync(task.TenantId, task.Id, cancellationToken)
            .GroupBy(one => NameOf(task, one.CreativeId))
            .ToDictionaryAsync(group => group.Key, group => group.Count(), StringComparer.Ordinal, cancellationToken);
        var converted = Converted(task, totals);
        var planned = task.Plan.Creatives.ToDictionary(creative => creative.Source?.Id ?? Unnamed, StringComparer.Ordinal);
        var others = counts.Keys.Concat(left.Keys).Concat(converted.Keys).Distinct().Except(planned.Keys).Order(StringComparer.Ordinal);
        return
        [
            .. planned
                .Keys.Concat(others)
                .Select(id => new CreativeResult(
                    id is Unnamed ? null : id,
                    planned.GetValueOrDefault(id),
                    counts.GetValueOrDefault(id),
                    left.GetValueOrDefault(id),
                    converted.GetValueOrDefault(id, ConversionTotals.None)
                )),
        ];
    }

    private async Task<Dictionary<string, MessageCounts>> CountAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, MessageCounts>(StringComparer.Ordinal);
        if (task.CurrentRun is null)
        {
            return counts;
        }

        string? cursor = null;
        do
        {
            var page = await runs.ListAsync(task.TenantId, task.Id, RunsAtOnce, cursor, cancellationToken);
            foreach (var run in page.Items)
            {
                await CountAsync(task, run, counts, cancellationToken);
            }

            cursor = page.Next;
        } while (cursor is not null);
        return counts;
    }

    private async Task CountAsync(CampaignTask task, Run run, Dictionary<string, MessageCounts> counts, CancellationToken cancellationToken)
    {
        if (task is { PlanVersion: 1, Plan.Creatives.Count: 1 })
        {
            var only = NameOf(task, creativeId: null);
            counts[only] = counts.GetValueOrDefault(only) + await summaries.CountAsync(run, cancellationToken);
            return;
        }

        await foreach (var page in ledger.ReadAllPagesAsync(run, openOnly: false, cancellationToken))
        {
            foreach (var message in page.Messages)
            {
                // What was never claimed has no creative.
                if (task.Plan.Creatives.Count > 1 && message.Creative is null && NeverWent(message))
                {
                    continue;
                }

                var name = NameOf(task, message.Creative?.Id);
                counts[name] = counts.GetValueOrDefault(name).With(message.State);
            }
        }
    }

    private static Dictionary<string, ConversionTotals> Converted(CampaignTask task, ConversionTotals totals)
    {
        var named = totals.ByCreative ?? new Dictionary<string, ConversionTotals>();
        var converted = named.Where(one => one.Value.Converted > 0).ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);
        var rest = totals.Converted - named.Values.Sum(one => one.Converted);
        if (rest > 0)
        {
            var revenue = totals
                .Revenue.ToDictionary(
                    sum => sum.Key,
                    sum => sum.Value - named.Values.Sum(one => one.Revenue.GetValueOrDefault(sum.Key)),
                    StringComparer.Ordinal
                )
                .Where(sum => sum.Value is not 0)
                .ToDictionary();
            var name = NameOf(task, creativeId: null);
            converted[name] = converted.GetValueOrDefault(name, ConversionTotals.None) + new ConversionTotals(rest, revenue);
        }

        return converted;
    }

    private static string NameOf(CampaignTask task, string? creativeId) =>
        creativeId ?? (task.Plan.Creatives is [{ Source: { } source }] ? source.Id : Unnamed);

    private static bool NeverWent(LedgerMessage message) =>
        message.State is MessageState.Pending or MessageState.Skipped or MessageState.Canceled;
}
