using CampaignTasks.Domain;
using CampaignTasks.Domain.Testers;

namespace CampaignTasks.Api.Testers;

/// <summary>A person who gets the tests of tasks.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name, which fills the texts of tests.</param>
/// <param name="Addresses">The addresses by channel, in their canonical form.</param>
/// <param name="CreatedAt">When the tester was created.</param>
internal sealed record TesterView(string Id, string Name, IReadOnlyDictionary<string, string> Addresses, DateTimeOffset CreatedAt)
{
    public static TesterView From(Tester tester) =>
        new(
            tester.Id,
            tester.Name,
            tester
                .Addresses.OrderBy(address => address.Key)
                .ToDictionary(address => EnumNames.Of(address.Key), address => address.Value, StringComparer.Ordinal),
            tester.CreatedAt
        );
}
