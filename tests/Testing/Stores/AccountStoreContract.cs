using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IAccountStore"/> does.</summary>
public abstract class AccountStoreContract
{
    protected static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IAccountStore> NewStoreAsync();

    [Fact]
    public async Task AddedAccount_IsRead_AsItWasWritten()
    {
        var store = await NewStoreAsync();
        var added = await store.AddAsync(Samples.Account() with { Name = Samples.HostileTexts[0] }, Token);

        var found = await store.FindAsync("acme", added.Id, Token);

        Assert.NotNull(found);
        Assert.Equal(added.Settings, found.Settings);
        Assert.Equal(added.ProtectedSecrets, found.ProtectedSecrets);
        Assert.Equal(added with { Settings = found.Settings, ProtectedSecrets = found.ProtectedSecrets }, found);
        Assert.Equal("acme", await store.FindTenantAsync(added.Id, Token));
    }

    [Fact]
    public async Task OtherTenants_NeitherSeeNorTakeAnAccount()
    {
        var store = await NewStoreAsync();
        var ours = await store.AddAsync(Samples.Account("acme"), Token);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.AddAsync(Samples.Account("other"), Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.UpdateAsync(ours with { TenantId = "other" }, Token));
        await store.DeleteAsync(ours with { TenantId = "other" }, Token);

        Assert.Null(await store.FindAsync("other", ours.Id, Token));
        Assert.Empty(await store.ListAsync("other", Token));
        Assert.Equal("acme", await store.FindTenantAsync(ours.Id, Token));
        Assert.NotNull(await store.FindAsync("acme", ours.Id, Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("!Email")]
    [InlineData("a/b#c?")]
    [InlineData("'; or 1 eq 1")]
    public async Task StrangeIds_FindNothing(string id)
    {
        var store = await NewStoreAsync();
        await store.AddAsync(Samples.Account() with { IsDefault = true }, Token);

        Assert.Null(await store.FindAsync("acme", id, Token));
        Assert.Null(await store.FindTenantAsync(id, Token));
    }

    [Fact]
    public async Task Update_OfAnOldVersion_LosesTheRace()
    {
        var store = await NewStoreAsync();
        var first = await store.AddAsync(Samples.Account(), Token);
        var second = await store.UpdateAsync(first.Stop("bad key", Samples.Now), Token);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.UpdateAsync(first with { Name = "late" }, Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.UpdateAsync(first with { IsDefault = true }, Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.DeleteAsync(first, Token));

        var found = await store.FindAsync("acme", first.Id, Token);
        Assert.Equal((second.ETag, AccountStatus.Stopped, "bad key"), (found!.ETag, found.Status, found.StopReason));
    }

    [Fact]
    public async Task DeletedAccount_IsGone_AndDeletingItAgainIsNoError()
    {
        var store = await NewStoreAsync();
        var account = await store.AddAsync(Samples.Account() with { IsDefault = true }, Token);

        await store.DeleteAsync(account, Token);
        await store.DeleteAsync(account, Token);

        Assert.Null(await store.FindAsync("acme", account.Id, Token));
        Assert.Null(await store.FindTenantAsync(account.Id, Token));
        Assert.True((await store.AddAsync(Samples.Account(number: 2) with { IsDefault = true }, Token)).IsDefault);
    }

    [Fact]
    public async Task List_IsNewestFirst()
    {
        var store = await NewStoreAsync();
        foreach (var number in new[] { 2, 3, 1 })
        {
            await store.AddAsync(Samples.Account(number: number) with { IsDefault = number is 3 }, Token);
        }

        Assert.Equal([Samples.Id(3), Samples.Id(2), Samples.Id(1)], (await store.ListAsync("acme", Token)).Select(account => account.Id));
    }

    [Fact]
    public async Task NewDefault_EndsTheOldOne_OfItsTenantAndChannelOnly()
    {
        var store = await NewStoreAsync();
        var mail = await store.AddAsync(Samples.Account(number: 1) with { IsDefault = true }, Token);
        await store.AddAsync(Samples.Account(number: 2) with { IsDefault = true, Channel = ChannelKind.Sms }, Token);
        await store.AddAsync(Samples.Account("other", number: 3) with { IsDefault = true }, Token);

        var next = await store.AddAsync(Samples.Account(number: 4) with { IsDefault = true }, Token);

        Assert.Equal(
            [Samples.Id(4), Samples.Id(2)],
            (await store.ListAsync("acme", Token)).Where(account => account.IsDefault).Select(account => account.Id)
        );
        Assert.True(Assert.Single(await store.ListAsync("other", Token)).IsDefault);
        // Who read the old default before must not make it the default again by saving something else.
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.UpdateAsync(mail.Stop("late", Samples.Now), Token));
        Assert.True((await store.UpdateAsync(next.Stop("code", Samples.Now), Token)).IsDefault);
    }

    [Fact]
    public async Task Update_ToDefault_EndsTheOldOne_AndBack()
    {
        var store = await NewStoreAsync();
        await store.AddAsync(Samples.Account(number: 1) with { IsDefault = true }, Token);
        var second = await store.AddAsync(Samples.Account(number: 2), Token);

        second = await store.UpdateAsync(second with { IsDefault = true }, Token);
        Assert.False((await store.FindAsync("acme", Samples.Id(1), Token))!.IsDefault);

        await store.UpdateAsync(second with { IsDefault = false }, Token);
        Assert.DoesNotContain(await store.ListAsync("acme", Token), account => account.IsDefault);
    }

    [Fact]
    public async Task Defaults_AddedAtOnce_LeaveOne()
    {
        var store = await NewStoreAsync();

        await Task.WhenAll(
            Enumerable.Range(1, 5).Select(number => store.AddAsync(Samples.Account(number: number) with { IsDefault = true }, Token))
        );

        var accounts = await store.ListAsync("acme", Token);
        Assert.Equal(5, accounts.Count);
        Assert.Single(accounts, account => account.IsDefault);
    }
}
