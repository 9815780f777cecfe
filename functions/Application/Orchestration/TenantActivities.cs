namespace CampaignTasks.Application.Orchestration;

/// <summary>The activities of tenants. The names are stored in histories: never rename one.</summary>
public static class TenantActivities
{
    /// <summary>
    /// <see cref="TenantRemoval"/> → <see cref="bool"/>: removes a part of what the tenant has, and once nothing is left of a quiet
    /// removal, the tenant itself; whether more may be left.
    /// </summary>
    public const string RemoveTenantPart = "RemoveTenantPart";
}
