using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Tenants;

/// <summary>The bytes that a tenant may still store.</summary>
/// <param name="Limit">Its quota.</param>
/// <param name="Left">What is left of it.</param>
internal sealed record ByteRoom(long Limit, long Left)
{
    /// <summary>Creates the refusal of bytes that have no room.</summary>
    public QuotaExceededException Exceeded() => new(QuotaKind.StoredBytes, Limit, Left);
}
