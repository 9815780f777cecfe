using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Storage.Journeys;
using CampaignTasks.Storage.Retention;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Retention;

[Collection(AzuriteTests.Name)]
public sealed class ExpiredJourneysTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Before = Samples.Now.AddDays(10);

    private static CancellationToken Token => CancellationToken.None;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FindJourneys_OfATenant_FindsPagesWithSuchAsEndedBefore_OfAnyAutomation(bool isTroubled)
    {
        var tables = await (isTroubled ? azurite.NewTroubledHubAsync() : azurite.NewHubAsync());
        var store = new TableJourneyStore(tables);
        var (one, two) = (new AutomationKey("acme", "one"), new AutomationKey("acme", "two"));
        await store.SavePageAsync(one, Page(0, Before.AddDays(3), Before.AddSeconds(-1)), Token);
        await store.SavePageAsync(one, Page(1, Before), Token);
        await store.SavePageAsync(two, Page(7, Before.AddDays(-9)), Token);
        await store.SavePageAsync(one with { TenantId = "acme2" }, Page(0, Before.AddDays(-9)), Token);

        var found = await new TableExpiredData(tables).FindJourneysAsync("acme", Before, most: 10, Token);

        Assert.Equal([(one, 0), (two, 7)], found.Select(page => (page.Key, page.Page.Number)).OrderBy(page => page.Number));
        foreach (var (key, page) in found)
        {
            Assert.Equal(1, page.Forget(Before));
            await store.SavePageAsync(key, page, Token);
        }

        Assert.Empty(await new TableExpiredData(tables).FindJourneysAsync("acme", Before, most: 10, Token));
        Assert.Equal(3, (await store.CountAsync(one, Token)).In(JourneyStatus.Completed));
        Assert.Equal(1, (await store.CountAsync(two, Token)).In(JourneyStatus.Completed));
    }

    private static JourneyPage Page(int number, params DateTimeOffset[] ends) =>
        new(
            number,
            ends.Select(at =>
                new Journey
                {
                    ContactId = "ann",
                    Entry = "list",
                    EnteredAt = at.AddDays(-1),
                }.End(JourneyStatus.Completed, reason: null, at)
            )
        );
}
