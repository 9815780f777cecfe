namespace CampaignTasks.Domain.Tenants;

/// <summary>The most of each kind that a tenant may have. Null: as many as the deployment gives every tenant.</summary>
/// <param name="Keys">API keys.</param>
/// <param name="Accounts">Channel accounts.</param>
/// <param name="Tasks">Tasks that have not ended.</param>
/// <param name="Audiences">Saved audiences.</param>
/// <param name="Contacts">Contacts.</param>
/// <param name="StoredBytes">Bytes of what the tenant gave.</param>
/// <param name="Webhooks">Webhooks that are notified of events.</param>
public sealed record TenantQuotas(
    long? Keys = null,
    long? Accounts = null,
    long? Tasks = null,
    long? Audiences = null,
    long? Contacts = null,
    long? StoredBytes = null,
    long? Webhooks = null
)
{
    /// <summary>No quota of its own.</summary>
    public static readonly TenantQuotas None = new();

    /// <summary>Gets the quota of a kind; null: the deployment's.</summary>
    public long? Of(QuotaKind kind) =>
        kind switch
        {
            QuotaKind.Keys => Keys,
            QuotaKind.Accounts => Accounts,
            QuotaKind.Tasks => Tasks,
            QuotaKind.Audiences => Audiences,
            QuotaKind.Webhooks => Webhooks,
            QuotaKind.Contacts => Contacts,
            QuotaKind.StoredBytes => StoredBytes,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
