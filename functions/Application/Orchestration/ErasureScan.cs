namespace CampaignTasks.Application.Orchestration;

/// <summary>
/// A scan of a tenant's ledgers for all erasures that were there when it began. The people are named in their store only.
/// </summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="ScanId">The id of the scan; null before it begins.</param>
/// <param name="Round">
/// The number of finished rounds. From the second round on only runs that were under way in the one before are scanned.
/// </param>
/// <param name="Place">The position.</param>
/// <param name="RunsLeft">Runs of this round so far that have to be scanned again.</param>
/// <param name="Since">When this round began; null before the first activity.</param>
/// <param name="Before">When the round before began; null in the first.</param>
public sealed record ErasureScan(
    string TenantId,
    string? ScanId = null,
    int Round = 0,
    ErasurePosition? Place = null,
    int RunsLeft = 0,
    DateTimeOffset? Since = null,
    DateTimeOffset? Before = null
)
{
    /// <summary>The id of the tenant's one orchestration.</summary>
    public string InstanceId => $"erasures-{TenantId}";
}
