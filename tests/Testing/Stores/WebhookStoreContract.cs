using CampaignTasks.Domain;
using CampaignTasks.Domain.Webhooks;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IWebhookStore"/> does.</summary>
public abstract class WebhookStoreContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IWebhookStore> NewStoreAsync();

    [Fact]
    public async Task AddedWebhook_IsFoundOnlyByItsTenant_AndStaysTheFirst()
    {
        var store = await NewStoreAsync();
        var webhook = await store.AddAsync(NewWebhook(1), Token);

        AssertSame(webhook, await store.FindAsync("acme", webhook.Id, Token));
        AssertSame(webhook, await store.AddAsync(NewWebhook(1) with { Url = "https://again.example/" }, Token));
        Assert.Null(await store.FindAsync("other", webhook.Id, Token));
        Assert.Null(await store.FindAsync("acme", "no/such?id", Token));
    }

    [Fact]
    public async Task UpdateAndDelete_OfAnotherVersion_AreRefused()
    {
        var store = await NewStoreAsync();
        var before = await store.AddAsync(NewWebhook(1), Token);
        var webhook = await store.UpdateAsync(before.Disable("gone", Samples.Now), Token);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.UpdateAsync(before.Activate(Samples.Now), Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.DeleteAsync(before, Token));
        AssertSame(webhook, await store.FindAsync("acme", webhook.Id, Token));

        await store.DeleteAsync(webhook, Token);
        await store.DeleteAsync(webhook, Token);
        Assert.Null(await store.FindAsync("acme", webhook.Id, Token));
    }

    [Fact]
    public async Task List_ShowsTheTenantsWebhooks_NewestFirst()
    {
        var store = await NewStoreAsync();
        foreach (var number in new[] { 2, 1, 3 })
        {
            await store.AddAsync(NewWebhook(number), Token);
        }

        await store.AddAsync(NewWebhook(4) with { TenantId = "other" }, Token);

        Assert.Equal([Samples.Id(3), Samples.Id(2), Samples.Id(1)], (await store.ListAsync("acme", Token)).Select(webhook => webhook.Id));
        Assert.Empty(await store.ListAsync("nobody", Token));
    }

    private static Webhook NewWebhook(int number) =>
        new()
        {
            TenantId = "acme",
            Id = Samples.Id(number),
            Url = "https://shop.example/hooks?a=b",
            Events = [WebhookEventType.TaskCompleted, WebhookEventType.MessageFailed],
            ProtectedSecret = "v1.sealed",
            PreviousSecret = "v1.before",
            PreviousUntil = Samples.Now.AddDays(1),
            FailingSince = Samples.Now,
            CreatedAt = Samples.Now,
            UpdatedAt = Samples.Now,
        };

    private static void AssertSame(Webhook expected, Webhook? actual)
    {
        Assert.Equal(expected.Events, actual!.Events);
        Assert.Equal(expected, actual with { Events = expected.Events });
    }
}
