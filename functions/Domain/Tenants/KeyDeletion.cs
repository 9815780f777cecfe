namespace CampaignTasks.Domain.Tenants;

/// <summary>The result of the deletion of an API key.</summary>
public enum KeyDeletion
{
    /// <summary>The key does not work any more.</summary>
    Deleted,

    /// <summary>The tenant has no key with this id.</summary>
    NotFound,

    /// <summary>It is the tenant's last admin key without an expiry: it stays.</summary>
    LastAdminKey,
}
