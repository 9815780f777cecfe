namespace CampaignTasks.Domain.Addresses;

/// <summary>An address as it is kept, or what is wrong with it.</summary>
/// <param name="Address">The normalized address; null when it is wrong.</param>
/// <param name="Fault">What is wrong and how to mend it; null when it is good.</param>
public readonly record struct AddressReading(string? Address, string? Fault)
{
    internal static AddressReading Good(string address) => new(address, null);

    internal static AddressReading Bad(string fault) => new(null, fault);
}
