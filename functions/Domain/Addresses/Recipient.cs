namespace CampaignTasks.Domain.Addresses;

/// <summary>A recipient of a run: the address, and what planning needs to know about the person.</summary>
/// <param name="Address">The normalized address.</param>
/// <param name="ContactId">The contact; null for an address without a contact.</param>
/// <param name="Country">The contact's country.</param>
/// <param name="TimeZone">The contact's IANA zone, one that the zone library has.</param>
public sealed record Recipient(string Address, string? ContactId = null, string? Country = null, string? TimeZone = null)
{
    /// <summary>The length of all its texts together.</summary>
    public int Characters => Address.Length + (ContactId?.Length ?? 0) + (Country?.Length ?? 0) + (TimeZone?.Length ?? 0);
}
