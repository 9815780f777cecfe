namespace CampaignTasks.Application.Orchestration;

/// <summary>One walk through the ledgers of a tenant, for all erasures that were there when it began. Who is erased stands in their store only.</summary>
/// <param name="TenantId">Whose ledgers.</param>
/// <param name="WalkId">Names the walk; null before it begins.</param>
/// <param name="Round">How often all were looked through. From the second round on only runs that were under way in the one before are looked at.</param>
/// <param name="Place">Where it is.</param>
/// <param name="RunsLeft">Runs of this round so far that have to be looked at again.</param>
/// <param name="Since">When this round began; null before the first activity.</param>
/// <param name="Before">When the round before began; null in the first.</param>
public sealed record ErasureScan(
    string TenantId, string? WalkId = null, int Round = 0, ErasurePosition? Place = null, int RunsLeft = 0, DateTimeOffset? Since = null, DateTimeOffset? Before = null)
{
    /// <summary>The id of the tenant's one orchestration.</summary>
    public string InstanceId => $"erasures-{TenantId}";
}
