namespace CampaignTasks.Domain.Addresses;

/// <summary>One message to be planned: where to, and what planning needs to know of the person.</summary>
/// <param name="Address">The normalized address.</param>
/// <param name="ContactId">The contact; null for an address that leads to none.</param>
/// <param name="Country">The contact's country.</param>
/// <param name="TimeZone">The contact's IANA zone, known to the zone library.</param>
public sealed record Recipient(string Address, string? ContactId = null, string? Country = null, string? TimeZone = null)
{
    /// <summary>How much text this is.</summary>
    public int Characters => Address.Length + (ContactId?.Length ?? 0) + (Country?.Length ?? 0) + (TimeZone?.Length ?? 0);
}
