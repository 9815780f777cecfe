using System.Text;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Storage.Quotas;
using CampaignTasks.Storage.Rows;
using NodaTime;

namespace CampaignTasks.Storage.Tests.Quotas;

/// <summary>What is stored today must be readable for ever.</summary>
public sealed class QuotaRowsTests
{
    private const string Stored = """
        {"usedUntil":"2026-12-01T09:00:03+00:00","days":[{"day":"2026-12-01","used":3}],"reservations":[{"holder":"run/0","claim":"4/17","from":"2026-12-01T09:00:03+00:00","interval":"00:00:03","rest":"00:00:01.5000000","count":2,"day":"2026-12-01"}]}
        """;

    private static readonly DateTimeOffset From = new(2026, 12, 1, 9, 0, 3, TimeSpan.Zero);

    private static readonly SlotReservation Lease = new(
        "run/0",
        "4/17",
        From,
        TimeSpan.FromSeconds(3),
        TimeSpan.FromSeconds(1.5),
        Count: 2,
        new LocalDate(2026, 12, 1)
    );

    [Fact]
    public void StoredQuota_IsReadAsItWasMeant()
    {
        var row = new TableEntity("p", "r") { ETag = new ETag("W/\"version\"") };
        Columns.Write(row, "D", Encoding.UTF8.GetBytes(Stored));

        var quota = QuotaRows.Read(row);

        Assert.Equal((From, "W/\"version\""), (quota.UsedUntil, quota.ETag));
        Assert.Equal([new DayUse(new LocalDate(2026, 12, 1), 3)], quota.Days);
        Assert.Equal([Lease], quota.Reservations);
    }

    [Fact]
    public void Quota_IsWritten_AsTheOnesThatAreStored()
    {
        var quota = SendQuota.Empty with { UsedUntil = From, Days = [new(new LocalDate(2026, 12, 1), 3)], Reservations = [Lease] };

        var row = QuotaRows.Write("acme", "account", quota);

        Assert.Equal(Stored, Encoding.UTF8.GetString(Columns.Read(row, "D").Span));
    }
}
