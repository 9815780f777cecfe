namespace CampaignTasks.Domain.Addresses;

/// <summary>An erased address and its pseudonym.</summary>
/// <param name="Address">The address, as the ledger had it.</param>
/// <param name="Pseudonym">What it has now.</param>
public readonly record struct ErasedName(string Address, string Pseudonym)
{
    /// <summary>The first characters of every pseudonym.</summary>
    public const string Prefix = "erased-";

    // Very short ones would take words apart.
    private const int ShortestRepeated = 5;

    /// <summary>
    /// Replaces the address in a text, usually a provider's message; a phone number also where it stands without its plus.
    /// </summary>
    public string? In(string? text) =>
        Address.TrimStart('+', '@') is { Length: >= ShortestRepeated } bare
            ? text?.Replace(bare, Pseudonym, StringComparison.OrdinalIgnoreCase)
            : text;
}
