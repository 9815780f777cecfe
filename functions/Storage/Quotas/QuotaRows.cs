using Azure.Data.Tables;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Storage.Rows;
using NodaTime;
using NodaTime.Text;

namespace CampaignTasks.Storage.Quotas;

/// <summary>A quota as a row.</summary>
internal static class QuotaRows
{
    private const string Row = "Quota";

    public static (string Partition, string Row) Key(string tenantId, string scope) => (Keys.Partition(tenantId, "quota", scope), Row);

    public static TableEntity Write(string tenantId, string scope, SendQuota quota)
    {
        var (partition, key) = Key(tenantId, scope);
        var row = new TableEntity(partition, key);
        var stored = new StoredQuota(
            quota.UsedUntil,
            [.. quota.Days.Select(use => new StoredDay(Text(use.Day), use.Used))],
            [
                .. quota.Reservations.Select(reservation => new StoredReservation(
                    reservation.Holder,
                    reservation.Claim,
                    reservation.From,
                    reservation.Interval,
                    reservation.Rest,
                    reservation.Count,
                    Text(reservation.Day)
                )),
            ]
        );
        Columns.WriteRecord(row, stored, QuotaJson.Default.StoredQuota);
        return row;
    }

    public static SendQuota Read(TableEntity row)
    {
        var stored = Columns.ReadRecord(row, QuotaJson.Default.StoredQuota);
        return new SendQuota
        {
            UsedUntil = stored.UsedUntil,
            Days = [.. stored.Days.Select(day => new DayUse(Day(day.Day), day.Used))],
            Reservations =
            [
                .. stored.Reservations.Select(reservation => new SlotReservation(
                    reservation.Holder,
                    reservation.Claim,
                    reservation.From,
                    reservation.Interval,
                    reservation.Rest,
                    reservation.Count,
                    Day(reservation.Day)
                )),
            ],
            ETag = ConditionalWrites.Version(row),
        };
    }

    private static string Text(LocalDate day) => LocalDatePattern.Iso.Format(day);

    private static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).GetValueOrThrow();
}
