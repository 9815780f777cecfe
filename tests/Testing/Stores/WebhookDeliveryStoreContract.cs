using CampaignTasks.Domain;
using CampaignTasks.Domain.Webhooks;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IWebhookDeliveryStore"/> does.</summary>
public abstract class WebhookDeliveryStoreContract
{
    private static readonly string Hook = Samples.Id(900);

    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IWebhookDeliveryStore> NewStoreAsync();

    [Fact]
    public async Task AddedDelivery_IsFoundOnlyUnderItsWebhookAndTenant()
    {
        var store = await NewStoreAsync();
        var delivery = NewDelivery(1) with { Body = Samples.HostileTexts[5], ContactId = "c/1 'x'" };

        Assert.Equal([delivery.Id], await store.AddAsync([delivery], Token));

        var stored = await store.FindAsync("acme", Hook, delivery.Id, Token);
        Assert.Equal(delivery, stored! with { ETag = null });
        Assert.Null(await store.FindAsync("other", Hook, delivery.Id, Token));
        Assert.Null(await store.FindAsync("acme", Samples.Id(901), delivery.Id, Token));
        Assert.Null(await store.FindAsync("acme", Hook, "a/b", Token));
    }

    [Fact]
    public async Task Add_OfSomeThatAreStored_AddsTheOthers_AndNamesWhatWasNotTriedYet()
    {
        var store = await NewStoreAsync();
        await store.AddAsync([.. Numbers(1, 3).Select(NewDelivery)], Token);
        var tried = await store.FindAsync("acme", Hook, Samples.Id(2), Token);
        await store.UpdateAsync(tried!.After(new WebhookAnswer(200), Samples.Now), Token);

        var open = await store.AddAsync([.. Numbers(1, 250).Select(number => NewDelivery(number) with { Type = "other" })], Token);

        Assert.Equal(Numbers(1, 250).Where(number => number is not 2).Select(Samples.Id), open.Order(StringComparer.Ordinal));
        Assert.Equal("task.completed", (await store.FindAsync("acme", Hook, Samples.Id(1), Token))!.Type);
        Assert.Equal("other", (await store.FindAsync("acme", Hook, Samples.Id(250), Token))!.Type);
    }

    [Fact]
    public async Task Update_OfAnotherVersion_IsRefused()
    {
        var store = await NewStoreAsync();
        await store.AddAsync([NewDelivery(1)], Token);
        var before = (await store.FindAsync("acme", Hook, Samples.Id(1), Token))!;
        var after = await store.UpdateAsync(before.After(new WebhookAnswer(500, "no"), Samples.Now), Token);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.UpdateAsync(before.Redeliver(Samples.Now), Token));
        Assert.Equal(after, await store.FindAsync("acme", Hook, Samples.Id(1), Token));
    }

    [Fact]
    public async Task List_InPages_ShowsEachOfAStatusOnce_NewestFirst()
    {
        var store = await NewStoreAsync();
        await store.AddAsync([.. Numbers(1, 4).Select(NewDelivery)], Token);
        var third = (await store.FindAsync("acme", Hook, Samples.Id(3), Token))!;
        await store.UpdateAsync(third.GiveUp("disabled"), Token);

        var first = await store.ListAsync("acme", Hook, DeliveryStatus.Pending, 2, null, Token);
        var rest = await store.ListAsync("acme", Hook, DeliveryStatus.Pending, 2, first.Next, Token);

        Assert.Equal([Samples.Id(4), Samples.Id(2)], first.Items.Select(delivery => delivery.Id));
        Assert.Equal([Samples.Id(1)], rest.Items.Select(delivery => delivery.Id));
        Assert.Null(rest.Next);
        Assert.Equal(4, (await store.ListAsync("acme", Hook, null, 10, null, Token)).Items.Count);
        Assert.Empty((await store.ListAsync("other", Hook, null, 10, null, Token)).Items);
        await Assert.ThrowsAsync<BadCursorException>(() => store.ListAsync("other", Hook, null, 2, first.Next, Token));
    }

    [Fact]
    public async Task FindDue_FindsPendingOnesThatWereDueBefore()
    {
        var store = await NewStoreAsync();
        await store.AddAsync(
            [.. Numbers(1, 3).Select(number => NewDelivery(number) with { NextAttemptAt = Samples.Now.AddMinutes(number) })],
            Token
        );
        var first = (await store.FindAsync("acme", Hook, Samples.Id(1), Token))!;
        await store.UpdateAsync(first.After(new WebhookAnswer(204), Samples.Now), Token);

        var due = await store.FindDueAsync("acme", Hook, Samples.Now.AddMinutes(3), 10, Token);

        Assert.Equal([Samples.Id(2)], due.Select(delivery => delivery.Id));
    }

    [Fact]
    public async Task Deletion_OfAWebhookOrAContact_LeavesAllOthers()
    {
        var store = await NewStoreAsync();
        var other = Samples.Id(901);
        await store.AddAsync([NewDelivery(1), NewDelivery(2) with { ContactId = "ann" }], Token);
        await store.AddAsync(
            [NewDelivery(1) with { WebhookId = other }, NewDelivery(2) with { WebhookId = other, ContactId = "ann" }],
            Token
        );
        await store.AddAsync([NewDelivery(2) with { TenantId = "other", ContactId = "ann" }], Token);

        await store.DeleteOfContactAsync("acme", "ann", Token);
        Assert.Equal([Samples.Id(1)], (await store.ListAsync("acme", Hook, null, 10, null, Token)).Items.Select(one => one.Id));
        Assert.Equal([Samples.Id(1)], (await store.ListAsync("acme", other, null, 10, null, Token)).Items.Select(one => one.Id));

        await store.DeleteAllAsync("acme", Hook, Token);
        await store.DeleteAllAsync("acme", Hook, Token);
        Assert.Empty((await store.ListAsync("acme", Hook, null, 10, null, Token)).Items);
        Assert.Single((await store.ListAsync("acme", other, null, 10, null, Token)).Items);
        Assert.Single((await store.ListAsync("other", Hook, null, 10, null, Token)).Items);
    }

    private static IEnumerable<int> Numbers(int from, int to) => Enumerable.Range(from, to - from + 1);

    private static WebhookDelivery NewDelivery(int number) =>
        new()
        {
            TenantId = "acme",
            WebhookId = Hook,
            Id = Samples.Id(number),
            Type = "task.completed",
            Body = """{"type":"task.completed"}""",
            NextAttemptAt = Samples.Now,
            CreatedAt = Samples.Now,
        };
}
