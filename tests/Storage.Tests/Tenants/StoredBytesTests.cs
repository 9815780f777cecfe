using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Storage.Contacts;
using CampaignTasks.Storage.Tenants;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Tenants;

[Collection(AzuriteTests.Name)]
public sealed class StoredBytesTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Now = Samples.Now;

    [Fact]
    public async Task Measure_InParts_FindsWhatLiesInStorage_AndKeepsWhatWasAddedMeanwhile()
    {
        var tables = await azurite.NewHubAsync();
        var contacts = new TableContactStore(tables);
        var counters = new TableTenantCounters(tables) { AnswersOfAPart = 1, RowsOfAnAnswer = 3 };
        for (var i = 0; i < 20; i++)
        {
            await contacts.SaveAsync(Person(i, "acme"), default);
            await contacts.SaveAsync(Person(i, "other"), default);
        }

        await counters.AddAsync("acme", QuotaKind.StoredBytes, 1_000_000, default);
        Assert.False(await counters.MeasureSomeAsync("acme", Now.AddHours(-20), Now, default));
        Assert.Equal(1_000_000, await ReadAsync(counters));
        await counters.AddAsync("acme", QuotaKind.StoredBytes, 7, default);
        var parts = 1;
        while (!await counters.MeasureSomeAsync("acme", Now.AddHours(-20), Now, default))
        {
            Assert.InRange(++parts, 2, 100);
        }

        Assert.True(parts > 5);
        var measured = await ReadAsync(counters);

        // 20 attributes of 1,000 characters, at two bytes each, and what a row and its index have besides.
        Assert.InRange(measured, 20 * 1000, 20 * 4000);
        Assert.True(await counters.MeasureSomeAsync("acme", Now.AddHours(-20), Now.AddHours(1), default));
        Assert.Equal(measured, await ReadAsync(counters));

        var atOnce = new TableTenantCounters(tables);
        Assert.True(await atOnce.MeasureSomeAsync("acme", Now.AddHours(1), Now.AddHours(2), default));
        Assert.InRange(await ReadAsync(atOnce), measured - 7 - 500, measured - 7 + 500);
    }

    [Fact]
    public async Task Measure_AfterADeletion_CountsLess()
    {
        var tables = await azurite.NewHubAsync();
        var contacts = new TableContactStore(tables);
        var counters = new TableTenantCounters(tables);
        await contacts.SaveAsync(Person(1, "acme"), default);
        await contacts.SaveAsync(Person(2, "acme"), default);
        await counters.MeasureSomeAsync("acme", Now.AddHours(-20), Now, default);
        var before = await ReadAsync(counters);

        await contacts.DeleteAsync("acme", "person1", default);
        await counters.MeasureSomeAsync("acme", Now, Now.AddHours(1), default);
        Assert.Equal(before, await ReadAsync(counters));
        await counters.MeasureSomeAsync("acme", Now.AddHours(1), Now.AddHours(2), default);

        Assert.InRange(await ReadAsync(counters), before / 4, before * 3 / 4);
    }

    private static Task<long> ReadAsync(TableTenantCounters counters) => counters.ReadAsync("acme", QuotaKind.StoredBytes, default);

    private static Contact Person(int number, string tenantId) =>
        Samples.Contact($"person{number}", tenantId: tenantId) with
        {
            Attributes = new Dictionary<string, AttributeValue> { ["note"] = new AttributeValue.Text(new string('x', 1000)) },
        };
}
