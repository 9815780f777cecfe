using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Domain.Forecasts;

/// <summary>The quotas of a forecast: copies with the same arithmetic as the senders' quotas.</summary>
internal sealed class ForecastQuotas
{
    private readonly Dictionary<string, SendQuota> _budgets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _lastUser = new(StringComparer.Ordinal);

    public ForecastQuotas(ForecastScope scope)
    {
        foreach (var (account, budget, _) in scope.Accounts.Values)
        {
            _budgets[account.Id] = budget;
        }

        foreach (var task in scope.Others.Append(scope.Task))
        {
            _budgets[QuotaPolicy.ScopeOfTask(task.Task.Id)] = task.Budget;
        }
    }

    /// <summary>Asks for slots of an account, and of the task's own pacing together.</summary>
    /// <returns>The slots, when both have some; else when to ask again. Either way what the lane waits for, if it waits.</returns>
    public (SlotReservation? Lease, DateTimeOffset Later, ForecastBound Bound) Take(
        CampaignTask task,
        ChannelAccount account,
        string holder,
        string claim,
        int wanted,
        DateTimeOffset until,
        DateTimeOffset now
    )
    {
        QuotaPolicy[] terms = [.. new[] { QuotaPolicy.From(account), QuotaPolicy.From(task) }.Where(terms => !terms.IsFree)];
        SlotRequest[] requests = [.. terms.Select(one => one.Request(holder, claim, wanted) with { Until = until })];
        var (after, answer) = QuotaSet.Reserve([.. terms.Select(one => _budgets[one.Scope])], requests, now);
        for (var i = 0; i < terms.Length; i++)
        {
            _budgets[terms[i].Scope] = after[i];
        }

        if (answer is SlotResult.Deferred(var at, var bound))
        {
            return (null, at, BoundOf(bound, account, task));
        }

        var lease = ((SlotResult.Granted)answer).Reservation;
        var waitsFor = lease.From > now ? BoundOf(requests[0].Bound, account, task) : ForecastBound.None;
        _lastUser[account.Id] = task.Id;
        return (lease, lease.From, waitsFor);
    }

    private ForecastBound BoundOf(QuotaBound bound, ChannelAccount account, CampaignTask task) =>
        bound switch
        {
            QuotaBound.DailyLimit => ForecastBound.DailyLimit,
            _ when _lastUser.TryGetValue(account.Id, out var last) && last != task.Id => ForecastBound.OtherTasks,
            QuotaBound.Rate => ForecastBound.Rate,
            _ => ForecastBound.Pause,
        };
}
