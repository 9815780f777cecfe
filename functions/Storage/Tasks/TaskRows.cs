using Azure.Data.Tables;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Tasks;

/// <summary>A task as a row: the whole of it as JSON, and beside it what lists filter by.</summary>
internal static class TaskRows
{
    public const string Lists = "Lists";
    public const string Deleting = "Deleting";

    // The service takes fifteen comparisons, of which the keys need three and the other filters five; a longer text would not fit an
    // address.
    private const int MaxStatuses = 6;
    private const int LongestLabel = 256;

    public static string Partition(string tenantId) => Keys.Partition(tenantId, "task");

    public static TableEntity Write(CampaignTask task)
    {
        var row = new TableEntity(Partition(task.TenantId), Keys.NewestFirst(task.Id))
        {
            ["Status"] = task.Status.ToString(),
            ["Channel"] = task.Plan.Channel.ToString(),
            // A merge cannot remove a column: no label is the empty one.
            ["Campaign"] = IsFilter(task.Plan.Campaign) ? task.Plan.Campaign : "",
            ["Approval"] = task.ApprovalStatus.ToString(),
            ["Site"] = task.Plan.Site ?? "",
            ["App"] = task.Plan.App ?? "",
            ["Name"] = IsFilter(task.Plan.Name) ? task.Plan.Name : "",
        };
        Columns.WriteRecord(row, task, DomainJson.Default.CampaignTask);
        return row;
    }

    /// <summary>The task, or null while it is being deleted.</summary>
    public static CampaignTask? Read(TableEntity row) =>
        IsDeleting(row) ? null : WithVersion(Columns.ReadRecord(row, DomainJson.Default.CampaignTask), row);

    public static bool IsDeleting(TableEntity row) => row.GetBoolean(Deleting) is true;

    /// <summary>
    /// The part of the filter that the service can apply; the rest is <see cref="TaskFilter.Matches"/>'s. Logs are in the same partition,
    /// behind all tasks.
    /// </summary>
    public static string Filter(TaskFilter filter)
    {
        List<string> terms = [TableClient.CreateQueryFilter($"RowKey lt {AuditRows.First}")];
        if (filter.Statuses is { Count: > 0 and <= MaxStatuses } statuses)
        {
            terms.Add(
                $"({string.Join(" or ", statuses.Select(status => TableClient.CreateQueryFilter($"Status eq {status.ToString()}")))})"
            );
        }

        if (filter.ApprovalStatuses is { Count: 1 } approvals)
        {
            terms.Add(TableClient.CreateQueryFilter($"Approval eq {approvals.First().ToString()}"));
        }

        if (filter.Channel is { } channel)
        {
            terms.Add(TableClient.CreateQueryFilter($"Channel eq {channel.ToString()}"));
        }

        AddLabel("Campaign", filter.Campaign);
        AddLabel("Site", filter.Site);
        AddLabel("App", filter.App);
        return string.Join(" and ", terms);

        void AddLabel(string column, string? label)
        {
            if (IsFilter(label))
            {
                terms.Add($"{column} eq {TableClient.CreateQueryFilter($"{label}")}");
            }
        }
    }

    /// <summary>Returns true when <see cref="Filter"/> leaves a part of the filter to <see cref="TaskFilter.Matches"/>.</summary>
    public static bool IsSieved(TaskFilter filter) =>
        filter.Name is not null
        || filter.ApprovalStatuses is { Count: not 1 }
        || filter.Statuses is { Count: 0 or > MaxStatuses }
        || new[] { filter.Campaign, filter.Site, filter.App }.Any(label => label is not null && !IsFilter(label));

    private static CampaignTask WithVersion(CampaignTask task, TableEntity row) =>
        task with
        {
            ETag = ConditionalWrites.Version(row),
            StoredCreatives = task.UsedCreatives,
        };

    private static bool IsFilter(string? label) => label is { Length: <= LongestLabel } && !Keys.HasHalfPair(label);
}
