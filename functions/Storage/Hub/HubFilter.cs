using CampaignTasks.Durable;
using CampaignTasks.Storage.Tables;

namespace CampaignTasks.Storage.Hub;

/// <summary>Writes the filters of searches. The service takes 15 comparisons; the largest here has 14.</summary>
internal static class HubFilter
{
    private static readonly string Inbox = TableFilter.Create($"RowKey ge {"i-"} and RowKey lt {"i."}");

    public static string Scan(DateTimeOffset? dueBefore) => dueBefore is { } due
        ? $"({TableFilter.Create($"Active eq {true} and (Busy eq {true} or NextDue lt {due.UtcTicks})")}) or ({Inbox})"
        : $"({TableFilter.Create($"Active eq {true}")}) or ({Inbox})";

    public static string Query(InstanceFilter filter)
    {
        List<string> all = [StateRow.All];
        if (filter.InstanceIdPrefix is { Length: > 0 } prefix)
            all.Add(TableFilter.Create($"PartitionKey ge {prefix} and PartitionKey lt {prefix + '\uFFFF'}"));
        if (filter.CreatedFrom is { } from) all.Add(TableFilter.Create($"CreatedAt ge {from}"));
        if (filter.CreatedTo is { } to) all.Add(TableFilter.Create($"CreatedAt le {to}"));
        if (filter.Statuses.Count > 0)
            all.Add($"({string.Join(" or ", filter.Statuses.Distinct().Select(status => TableFilter.Create($"Status eq {(int)status}")))})");
        return string.Join(" and ", all);
    }
}
