using System.Text.Json;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Domain.Tasks;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="ISingleMessageStore"/> does.</summary>
public abstract class SingleMessageStoreContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<ISingleMessageStore> NewStoreAsync();

    [Fact]
    public async Task AddedBatch_IsOpenWithItsMessagesInOrder_UntilItIsClosed()
    {
        var store = await NewStoreAsync();
        var batch = NewBatch("first", 3, 1, 2);

        Assert.Empty(await store.TryAddAsync(batch, Messages(batch), Token));
        Assert.Empty(await store.TryAddAsync(batch, Messages(batch), Token));

        AssertSame(batch, Assert.Single(await OpenAsync(store)));
        Assert.Empty(await OpenAsync(store, "other"));
        var read = await store.ReadAsync(batch, Token);
        Assert.Equal(batch.Requests, read!.Select(message => message.Request));
        Assert.Equal(Samples.HostileTexts[5], read![0].Creative.Content.Text);
        Assert.Equal("""{"total":5.50}""", read![0].Data!.Value.GetRawText());
        Assert.Equal(batch.MessageAt(1), await store.FindAsync("acme", Samples.Id(1), Token));
        Assert.Null(await store.FindAsync("other", Samples.Id(1), Token));
        Assert.Null(await store.FindAsync("acme", "a/b'c", Token));

        await store.CloseAsync(batch, Samples.Now, Token);
        await store.CloseAsync(batch, Samples.Now, Token);
        Assert.Empty(await OpenAsync(store));
        Assert.Null(await store.ReadAsync(batch, Token));
        Assert.Equal(batch.MessageAt(1), await store.FindAsync("acme", Samples.Id(1), Token));
    }

    [Fact]
    public async Task BatchWithAStoredRequest_IsNotAdded_AndTheStoredMessageIsNamed()
    {
        var store = await NewStoreAsync();
        var first = NewBatch("first", 1, 2);
        var second = NewBatch("second", 3, 2);
        await store.TryAddAsync(first, Messages(first), Token);

        var open = await store.TryAddAsync(second, Messages(second), Token);
        await store.CloseAsync(first, Samples.Now, Token);
        var closed = await store.TryAddAsync(second, Messages(second), Token);

        Assert.Equal(first.MessageAt(1), Assert.Single(open, one => one.Key == Samples.Id(2)).Value);
        Assert.Equal(open, closed);
        Assert.Null(await store.FindAsync("acme", Samples.Id(3), Token));
        Assert.Empty(await OpenAsync(store));
        Assert.Empty(await store.TryAddAsync(NewBatch("third", 2) with { TenantId = "other" }, Messages(NewBatch("third", 2)), Token));
    }

    [Fact]
    public async Task BatchesSideBySide_AreReadApart()
    {
        var store = await NewStoreAsync();
        var first = NewBatch("first", 1, 3, 5);
        var second = NewBatch("second", 2, 4);
        await store.TryAddAsync(first, Messages(first), Token);
        await store.TryAddAsync(second, Messages(second), Token);

        Assert.Equal(first.Requests, (await store.ReadAsync(first, Token))!.Select(message => message.Request));
        Assert.Equal(second.Requests, (await store.ReadAsync(second, Token))!.Select(message => message.Request));
        Assert.Equal(2, (await OpenAsync(store)).Count);
    }

    [Fact]
    public async Task FullBatch_IsAddedAndClosed_AndOneMoreIsRefused()
    {
        var store = await NewStoreAsync();
        var full = NewBatch("full", [.. Enumerable.Range(1, SingleBatch.MostMessages)]);
        var tooMany = NewBatch("more", [.. Enumerable.Range(1000, SingleBatch.MostMessages + 1)]);

        await store.TryAddAsync(full, Messages(full), Token);
        Assert.Equal(SingleBatch.MostMessages, (await store.ReadAsync(full, Token))!.Count);
        await store.CloseAsync(full, Samples.Now, Token);
        Assert.Empty(await OpenAsync(store));
        await Assert.ThrowsAsync<ArgumentException>(() => store.TryAddAsync(tooMany, Messages(tooMany), Token));
    }

    private static async Task<List<SingleBatch>> OpenAsync(ISingleMessageStore store, string tenantId = "acme") =>
        await store.OpenAsync(tenantId, Token).ToListAsync();

    private static SingleBatch NewBatch(string id, params int[] requests) =>
        new()
        {
            TenantId = "acme",
            Run = RunId.OfSingles("acme", id),
            Channel = ChannelKind.Email,
            Accounts = [Samples.Id(900)],
            Purpose = MessagePurpose.Transactional,
            SendAt = Samples.Now.AddHours(1),
            CreatedAt = Samples.Now,
            Requests = [.. requests.Select(Samples.Id)],
        };

    private static SingleMessage[] Messages(SingleBatch batch) =>
        [
            .. batch.Requests.Select(request => new SingleMessage(
                request,
                "ann@example.net",
                ContactId: null,
                new PlannedCreative(new Creative("Your receipt", Samples.HostileTexts[5], null)) { Source = new(Samples.Id(7), 3) },
                JsonElement.Parse("""{"total":5.50}""")
            )),
        ];

    private static void AssertSame(SingleBatch expected, SingleBatch actual)
    {
        Assert.Equal(expected.Requests, actual.Requests);
        Assert.Equal(expected.Accounts, actual.Accounts);
        Assert.Equal(expected, actual with { Requests = expected.Requests, Accounts = expected.Accounts });
    }
}
