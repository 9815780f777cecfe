namespace CampaignTasks.Domain.Tests.Conventions;

/// <summary>Only one type says whether two addresses are the same.</summary>
public sealed class AddressConventionTests
{
    /// <summary>Statements that use the words and compare something else, with what they compare.</summary>
    private static readonly string[] Allowed =
    [
        // Names of channels, zones and consents.
        "EnumNames.Of(address.Key)",
        "Dictionary<string, List<Recipient>> _filling",
        "Consent?.ToDictionary(",
        "contact.Addresses.Keys).Distinct()",
        // A pseudonym stands for both.
        "IsErased => ContactId == Address",
    ];

    [Fact]
    public void Addresses_AreComparedByRecipientIdentityAlone() =>
        Assert.Empty(
            from file in SourceFiles.Under("functions", "*.cs")
            where !file.EndsWith("/RecipientIdentity.cs", StringComparison.Ordinal)
            from statement in AddressScanner.Comparisons(SourceFiles.Read(file))
            where !Allowed.Any(allowed => statement.Contains(allowed, StringComparison.Ordinal))
            select $"{file}: {statement}"
        );

    [Theory]
    [InlineData("if (message.Address == address) { }")]
    [InlineData("return known[i].Address != other;")]
    [InlineData("var isIn = address.Equals(one);")]
    [InlineData("bool Has(string one) => one == recipient.Address;")]
    [InlineData("HashSet<string> addresses = new(StringComparer.Ordinal);")]
    [InlineData("var wanted = recipients\n.ToHashSet(StringComparer.OrdinalIgnoreCase);")]
    [InlineData("var seen = recipients.Select(one => one.Address).Distinct();")]
    public void Scanner_FindsComparisons(string code) => Assert.Single(AddressScanner.Comparisons(code));

    [Theory]
    [InlineData("if (address == null || address == \"\") { }")]
    [InlineData("if (RecipientIdentity.IsSameAddress(channel, one, address)) { }")]
    [InlineData("var wanted = addresses.ToHashSet(RecipientIdentity.Addresses(channel));")]
    [InlineData("// An address == another address")]
    public void Scanner_LeavesOtherCodeAlone(string code) => Assert.Empty(AddressScanner.Comparisons(code));
}
