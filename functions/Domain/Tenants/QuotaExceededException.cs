namespace CampaignTasks.Domain.Tenants;

/// <summary>An error: the tenant has as many of a kind as its quota permits.</summary>
public sealed class QuotaExceededException(QuotaKind kind, long limit)
    : Exception(
        $"The quota '{EnumNames.Of(kind)}' is used up: your company may have {limit}. GET /api/usage shows what is used. "
            + "Delete what is not needed any more, or ask the operator of this deployment for more."
    )
{
    public QuotaKind Kind => kind;

    public long Limit => limit;
}
