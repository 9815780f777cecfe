namespace CampaignTasks.Domain.Tenants;

/// <summary>An error: what the tenant wants to add is more than its quota of the kind leaves.</summary>
/// <param name="kind">The kind.</param>
/// <param name="limit">The quota.</param>
/// <param name="left">What is left of it, though too little.</param>
public sealed class QuotaExceededException(QuotaKind kind, long limit, long left = 0)
    : Exception(
        (
            left > 0
                ? $"This does not fit into the quota '{EnumNames.Of(kind)}': your company uses {limit - left} and may have {limit}. "
                : $"The quota '{EnumNames.Of(kind)}' is used up: your company may have {limit}. GET /api/usage shows what is used. "
        ) + "Delete what is not needed any more, or ask the operator of this deployment for more."
    )
{
    public QuotaKind Kind => kind;

    public long Limit => limit;
}
