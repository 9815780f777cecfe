using System.Text.Json;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Storage.Contacts;
using CampaignTasks.Storage.Creatives;
using CampaignTasks.Storage.Rows;
using CampaignTasks.Storage.Tasks;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Rows;

/// <summary>Pages of large items end early, and together hold the whole list.</summary>
[Collection(AzuriteTests.Name)]
public sealed class PageBudgetTests(AzuriteFixture azurite)
{
    private const int Large = 250 * 1024;

    // Compresses well, so that what is stored says little of what an answer would hold.
    private static readonly Creative Content = new("Hello", "Hi", $"<p>{new string('x', Large)}</p>");

    [Fact]
    public async Task Creatives_OfManyBytes_ComeInSeveralPages()
    {
        var store = new TableCreativeStore(await azurite.NewHubAsync());
        string[] ids = [.. Enumerable.Range(0, 40).Select(Samples.Id)];
        for (var i = 0; i < ids.Length; i++)
        {
            await store.AddAsync(Samples.SavedCreative(number: i) with { Id = ids[i], Content = Content }, default);
        }

        var pages = await PagesAsync(cursor => store.ListAsync("acme", new CreativeFilter(), 200, cursor, default));

        Assert.Equal(ids.Order(StringComparer.Ordinal).Reverse(), pages.SelectMany(page => page).Select(creative => creative.Id));
        Assert.Equal(3, pages.Count);
        Assert.All(pages, page => Assert.InRange(page.Count, 1, PageBudget.MostBytes / Large));
    }

    [Fact]
    public async Task Tasks_WithCreativesOfManyBytes_ComeInSeveralPages()
    {
        var store = new TableTaskStore(await azurite.NewHubAsync());
        PlannedCreative[] creatives = [new(Content), new(Content with { Subject = "Other" })];
        for (var i = 0; i < 12; i++)
        {
            var task = Samples.Task(number: i);
            await store.AddAsync(task with { Plan = task.Plan with { Creatives = creatives } }, [], default);
        }

        var pages = await PagesAsync(cursor => store.ListAsync("acme", new TaskFilter(), 200, cursor, default));

        Assert.Equal(12, pages.SelectMany(page => page).DistinctBy(task => task.Id).Count());
        Assert.Equal(2, pages.Count);
    }

    [Fact]
    public async Task Contacts_WithManyAttributes_ComeInSeveralPages()
    {
        var store = new TableContactStore(await azurite.NewHubAsync());
        var attributes = Enumerable
            .Range(0, 16)
            .ToDictionary(i => $"a{i}", AttributeValue (_) => new AttributeValue.Text(new string('é', 1000)));
        for (var i = 0; i < 100; i++)
        {
            await store.SaveAsync(Samples.Contact($"person{i}") with { Attributes = attributes }, default);
        }

        var pages = await PagesAsync(cursor => store.ListAsync("acme", 200, cursor, default));

        Assert.Equal(100, pages.SelectMany(page => page).DistinctBy(contact => contact.Id).Count());
        Assert.InRange(pages.Count, 2, 4);
    }

    [Fact]
    public void RecordSize_IsThatOfTheJson_CompressedOrNot()
    {
        foreach (var length in new[] { 10, 32 * 1024, 500 * 1024 })
        {
            var contact = Samples.Contact("ann") with
            {
                Attributes = new Dictionary<string, AttributeValue> { ["a"] = new AttributeValue.Text(new string('"', length)) },
            };
            var row = new Azure.Data.Tables.TableEntity("p", "r");
            Columns.WriteRecord(row, contact, DomainJson.Default.Contact);

            Assert.Equal(JsonSerializer.SerializeToUtf8Bytes(contact, DomainJson.Default.Contact).Length, Columns.RecordSize(row));
        }
    }

    private static async Task<List<IReadOnlyList<T>>> PagesAsync<T>(Func<string?, Task<CursorPage<T>>> read)
    {
        List<IReadOnlyList<T>> pages = [];
        string? cursor = null;
        do
        {
            var page = await read(cursor);
            pages.Add(page.Items);
            cursor = page.Next;
        } while (cursor is not null);
        return pages;
    }
}
