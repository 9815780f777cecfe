using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Automations;

/// <summary>
/// An automation as rows of its tenant's partition: itself, and behind all automations the plans of its versions and its log, so that one
/// transaction changes all three.
/// </summary>
internal static class AutomationRows
{
    /// <summary>The column with the facts that a live automation wants; empty otherwise.</summary>
    public const string Subscription = "Subscription";

    /// <summary>The column with the automation's id, which its key mirrors.</summary>
    public const string Id = "Id";

    /// <summary>The column with the automation that a test tests; empty for other automations.</summary>
    public const string TestOf = "TestOf";

    /// <summary>Keys of automations come before it, keys of entries and plans after.</summary>
    public const string FirstEntry = "~";

    // Keys of entries have another character than this after the first.
    private const string FirstPlan = FirstEntry + "~";

    // Behind every digit.
    private const string AfterNumbers = ":";
    private const long Last = 9_999_999_999;

    public static string Partition(string tenantId) => Keys.Partition(tenantId, "automation");

    public static TableEntity Write(Automation automation)
    {
        var wants = AutomationFacts.Of(automation);
        var row = new TableEntity(Partition(automation.TenantId), Keys.NewestFirst(automation.Id))
        {
            [Id] = automation.Id,
            ["Status"] = automation.Status.ToString(),
            [TestOf] = automation.Test?.Of ?? "",
            [Subscription] = wants is null
                ? ""
                : JsonSerializer.Serialize(StoredSubscription.From(wants), AutomationJson.Default.StoredSubscription),
        };
        Columns.WriteRecord(row, automation, DomainJson.Default.Automation);
        return row;
    }

    public static Automation Read(TableEntity row) =>
        Columns.ReadRecord(row, DomainJson.Default.Automation) with
        {
            ETag = ConditionalWrites.Version(row),
        };

    public static FactSubscription? ReadSubscription(TableEntity row) =>
        row.GetString(Subscription) is { Length: > 0 } json
            ? JsonSerializer.Deserialize(json, AutomationJson.Default.StoredSubscription)?.ToSubscription(row.GetString(Id))
            : null;

    public static TableEntity WritePlan(Automation automation)
    {
        var row = new TableEntity(Partition(automation.TenantId), PlanKey(automation.Id, automation.Version));
        Columns.WriteRecord(row, automation.Plan, DomainJson.Default.AutomationPlan);
        return row;
    }

    public static string PlanKey(string id, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"{FirstPlan}{Keys.NewestFirst(id)}{version:D10}");

    /// <summary>
    /// Writes the new entries of the log, to be stored with the automation: its version lets only one writer use an entry's number.
    /// </summary>
    public static IEnumerable<TableEntity> WriteEntries(Automation automation) =>
        automation.PendingEvents.Select(
            (entry, i) =>
            {
                var row = new TableEntity(Partition(automation.TenantId), EntryKey(automation.Id, automation.EventCount + i + 1));
                Columns.WriteRecord(row, entry, DomainJson.Default.AutomationEntry);
                row[OldRows.KeptSince] = entry.At.ToUniversalTime();
                return row;
            }
        );

    /// <summary>Selects the entries of an automation.</summary>
    public static string Entries(string id) => Between(FirstEntry + Keys.NewestFirst(id));

    /// <summary>Selects the plans of an automation.</summary>
    public static string Plans(string id) => Between(FirstPlan + Keys.NewestFirst(id));

    private static string Between(string key) => TableClient.CreateQueryFilter($"RowKey ge {key} and RowKey lt {key + AfterNumbers}");

    // Newest first, as the rows of automations: a greater number is a smaller key.
    private static string EntryKey(string id, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{FirstEntry}{Keys.NewestFirst(id)}{Last - number:D10}");
}
