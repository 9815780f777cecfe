namespace CampaignTasks.Domain.Addresses;

/// <summary>An address that is erased, and what stands for it.</summary>
/// <param name="Address">The address, as the ledger had it.</param>
/// <param name="Pseudonym">What it has now.</param>
public readonly record struct ErasedName(string Address, string Pseudonym)
{
    /// <summary>The first characters of every pseudonym.</summary>
    public const string Prefix = "erased-";

    // Very short ones would take words apart.
    private const int ShortestRepeated = 5;

    /// <summary>
    /// A text, mostly a provider's words, that does not repeat the address any more; a phone number not without its plus either.
    /// </summary>
    public string? In(string? text) =>
        Address.TrimStart('+', '@') is { Length: >= ShortestRepeated } bare
            ? text?.Replace(bare, Pseudonym, StringComparison.OrdinalIgnoreCase)
            : text;
}
