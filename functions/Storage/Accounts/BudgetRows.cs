using Azure.Data.Tables;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Storage.Rows;
using NodaTime;
using NodaTime.Text;

namespace CampaignTasks.Storage.Accounts;

/// <summary>A budget as a row.</summary>
internal static class BudgetRows
{
    private const string Row = "Budget";

    public static (string Partition, string Row) Key(string tenantId, string scope) => (Keys.Partition(tenantId, "budget", scope), Row);

    public static TableEntity Write(string tenantId, string scope, Budget budget)
    {
        var (partition, key) = Key(tenantId, scope);
        var row = new TableEntity(partition, key);
        var stored = new StoredBudget(
            budget.UsedUntil,
            [.. budget.Days.Select(use => new StoredDay(Text(use.Day), use.Used))],
            [.. budget.Leases.Select(lease => new StoredLease(
                lease.Holder, lease.Claim, lease.From, lease.Interval, lease.Rest, lease.Count, Text(lease.Day)))]);
        Columns.WriteRecord(row, stored, DomainJson.Default.StoredBudget);
        return row;
    }

    public static Budget Read(TableEntity row)
    {
        var stored = Columns.ReadRecord(row, DomainJson.Default.StoredBudget);
        return new Budget
        {
            UsedUntil = stored.UsedUntil,
            Days = [.. stored.Days.Select(day => new DayUse(Day(day.Day), day.Used))],
            Leases = [.. stored.Leases.Select(lease => new SlotLease(
                lease.Holder, lease.Claim, lease.From, lease.Interval, lease.Rest, lease.Count, Day(lease.Day)))],
            ETag = OwnWrites.Version(row),
        };
    }

    private static string Text(LocalDate day) => LocalDatePattern.Iso.Format(day);

    private static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).GetValueOrThrow();
}

/// <summary>How a budget is stored. A wire format: add optional members, never rename.</summary>
internal sealed record StoredBudget(DateTimeOffset UsedUntil, IReadOnlyList<StoredDay> Days, IReadOnlyList<StoredLease> Leases);

/// <summary>As <see cref="DayUse"/>; the day as in 2026-12-01.</summary>
internal sealed record StoredDay(string Day, int Used);

/// <summary>As <see cref="SlotLease"/>.</summary>
internal sealed record StoredLease(string Holder, string Claim, DateTimeOffset From, TimeSpan Interval, TimeSpan Rest, int Count, string Day);
