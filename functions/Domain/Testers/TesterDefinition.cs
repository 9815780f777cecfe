using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Testers;

/// <summary>A tester as a caller gives it: everything may be missing or wrong.</summary>
/// <param name="Name">The name.</param>
/// <param name="Addresses">By channel; <c>phone</c> stands for sms and whatsapp.</param>
public sealed record TesterDefinition(string? Name, IReadOnlyDictionary<string, string?>? Addresses)
{
    /// <summary>Checks everything at once.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="id">The new tester's id.</param>
    /// <param name="country">The tenant's country, in which national phone numbers are read; null: they are refused.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="ValidationException">Something is wrong.</exception>
    public Tester Check(string tenantId, string id, string? country, DateTimeOffset now)
    {
        var errors = new ValidationErrors();
        DisplayName.Check(Name, errors);
        var isMissing = (Addresses ?? new Dictionary<string, string?>()).ToLookup(address => TextRules.IsInvisible(address.Value));
        foreach (var (name, _) in isMissing[true])
        {
            errors.Add($"addresses.{TextRules.Abbreviate(name)}", "There is no address: give one, or leave the channel out.");
        }

        var given = isMissing[false].ToDictionary(StringComparer.Ordinal);
        var addresses = ContactAddresses.Check(given, kept: null, country, errors);
        if (Addresses is null or { Count: 0 })
        {
            errors.Add("addresses", "The addresses are missing: give at least one, as in {\"email\":\"tess@example.com\"}.");
        }

        errors.ThrowIfAny();
        return new Tester(tenantId, id, Name!.Trim(), addresses, now);
    }
}
