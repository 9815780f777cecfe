using Azure.Data.Tables;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Tenants;

/// <summary>
/// The range of a table that holds all rows of a tenant: every partition key but the directory's begins with the tenant.
/// </summary>
internal static class TenantRange
{
    // The character after the bar that ends the tenant's part of a key.
    private const char AfterBar = '}';

    /// <summary>Creates the filter of the range.</summary>
    public static string Of(string tenantId)
    {
        var prefix = Keys.Part(tenantId);
        return TableClient.CreateQueryFilter($"PartitionKey ge {$"{prefix}|"} and PartitionKey lt {$"{prefix}{AfterBar}"}");
    }
}
