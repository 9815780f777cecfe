using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Journeys;

/// <summary>The rows of an automation's journeys: pages by number, due rows by time, and how far it is.</summary>
internal static class JourneyRows
{
    public const string Progress = "state";
    public const string Counts = "Counts";

    private const string Due = "Due";

    // Keys tell it only encoded.
    private const string Automation = "Automation";
    private const char PageMark = 'p';
    private const char DueMark = 'd';

    public static string Partition(AutomationKey key) => Keys.Partition(key.TenantId, key.AutomationId);

    /// <summary>Selects the pages from a number on.</summary>
    public static string Pages(AutomationKey key, int from) => RowFilter.Range(Partition(key), PageKey(from), "q");

    /// <summary>Selects the due rows before an instant; null: all.</summary>
    public static string DueBefore(AutomationKey key, DateTimeOffset? until) =>
        RowFilter.Range(Partition(key), "d", until is { } at ? TimeKey(at.AddTicks(1)) : "e");

    public static string PageKey(int page) => string.Create(CultureInfo.InvariantCulture, $"{PageMark}{page:D8}");

    public static TableEntity Write(AutomationKey key, JourneyPage page)
    {
        var row = new TableEntity(Partition(key), PageKey(page.Number))
        {
            [Counts] = JsonSerializer.Serialize(JourneyCounts.Of(page), DomainJson.Default.JourneyCounts),
        };
        if (page.NextDue is { } due)
        {
            row[Due] = due.ToUniversalTime();
        }

        if (page.EndedSince is { } ended)
        {
            row[Automation] = key.AutomationId;
            row[OldRows.KeptSince] = ended.ToUniversalTime();
        }

        var past = page.Past.Statuses.Count > 0 ? page.Past : null;
        Columns.WriteRecord(row, new StoredJourneys(page.Batch, page.Journeys, past), JourneyJson.Default.StoredJourneys);
        return row;
    }

    public static JourneyPage Read(TableEntity row)
    {
        var stored = Columns.ReadRecord(row, JourneyJson.Default.StoredJourneys);
        return new JourneyPage(int.Parse(row.RowKey.AsSpan(1), CultureInfo.InvariantCulture), stored.Journeys)
        {
            Batch = stored.Batch,
            Past = stored.Past ?? new JourneyCounts(),
            ETag = ConditionalWrites.Version(row),
            ListedUnder = row.GetDateTimeOffset(Due),
        };
    }

    /// <summary>Gets the automation of a page of which journeys have ended.</summary>
    public static AutomationKey ReadKey(string tenantId, TableEntity row) => new(tenantId, row.GetString(Automation));

    public static TableEntity WriteDue(AutomationKey key, int page, DateTimeOffset at) =>
        new(Partition(key), string.Create(CultureInfo.InvariantCulture, $"{TimeKey(at)}-{page:D8}"));

    public static DuePage ReadDue(TableEntity row) =>
        row.RowKey[1..].Split('-') is [var ticks, var page]
            ? new DuePage(
                int.Parse(page, CultureInfo.InvariantCulture),
                new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero)
            )
            : throw new InvalidDataException($"Row {row.RowKey} is no due row.");

    private static string TimeKey(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{DueMark}{at.UtcTicks:D19}");
}
