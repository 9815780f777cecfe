using System.ComponentModel.DataAnnotations;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Configuration;

/// <summary>
/// The section <c>CampaignTasks:Quotas</c> (<c>CampaignTasks__Quotas__Name</c> in the environment): the most of each kind that a tenant
/// may have, unless the operator gave it another quota.
/// </summary>
public sealed class QuotaOptions
{
    public const string Section = "CampaignTasks:Quotas";

    /// <summary>Gets or sets the API keys of a tenant, by default 100.</summary>
    [Range(1, 100_000)]
    public long Keys { get; set; } = 100;

    /// <summary>Gets or sets the channel accounts of a tenant, by default 100.</summary>
    [Range(0, 100_000)]
    public long Accounts { get; set; } = 100;

    /// <summary>Gets or sets the tasks of a tenant that have not ended, by default 1000.</summary>
    [Range(0, 10_000_000)]
    public long Tasks { get; set; } = 1000;

    /// <summary>Gets or sets the saved audiences of a tenant, by default 1000.</summary>
    [Range(0, 10_000_000)]
    public long Audiences { get; set; } = 1000;

    /// <summary>Gets or sets the webhooks of a tenant, by default 20.</summary>
    [Range(0, 1_000)]
    public long Webhooks { get; set; } = 20;

    /// <summary>Gets or sets the contacts of a tenant, by default 1,000,000.</summary>
    [Range(0, 1_000_000_000)]
    public long Contacts { get; set; } = 1_000_000;

    /// <summary>Gets or sets the bytes that a tenant may store, by default 20 GiB.</summary>
    [Range(0, 1L << 50)]
    public long StoredBytes { get; set; } = 20L << 30;

    internal long Of(QuotaKind kind) =>
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
