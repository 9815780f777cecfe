using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Domain.Testers;

/// <summary>A person who gets the tests of tasks.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Id">A ULID, lower case: newer testers sort after older ones.</param>
/// <param name="Name">The person's name, which fills the texts of tests.</param>
/// <param name="Addresses">The canonical addresses, by channel.</param>
/// <param name="CreatedAt">When the tester was created.</param>
public sealed record Tester(
    string TenantId,
    string Id,
    string Name,
    IReadOnlyDictionary<ChannelKind, string> Addresses,
    DateTimeOffset CreatedAt
)
{
    /// <summary>
    /// Creates the contact that a test is filled for: name, firstName and lastName are the tester's, everything else is unknown.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="id">The tester's id.</param>
    /// <param name="name">The tester's name.</param>
    /// <param name="now">The time.</param>
    public static Contact Sample(string tenantId, string id, string name, DateTimeOffset now)
    {
        var parts = name.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var attributes = new Dictionary<string, AttributeValue>(StringComparer.Ordinal)
        {
            ["name"] = new AttributeValue.Text(name),
            ["firstName"] = new AttributeValue.Text(parts[0]),
        };
        if (parts.Length > 1)
        {
            attributes["lastName"] = new AttributeValue.Text(parts[1]);
        }

        return new Contact
        {
            TenantId = tenantId,
            Id = id,
            Attributes = attributes,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }
}
