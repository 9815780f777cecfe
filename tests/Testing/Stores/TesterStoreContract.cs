using CampaignTasks.Domain;
using CampaignTasks.Domain.Testers;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="ITesterStore"/> does.</summary>
public abstract class TesterStoreContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<ITesterStore> NewStoreAsync();

    [Fact]
    public async Task AddedTester_IsRead_UntilItIsDeleted()
    {
        var store = await NewStoreAsync();
        var tester = NewTester(1) with { Name = Samples.HostileTexts[5] };

        AssertSame(tester, await store.AddAsync(tester, Token));
        AssertSame(tester, await store.AddAsync(tester with { Name = "said again" }, Token));

        AssertSame(tester, await store.FindAsync("acme", tester.Id, Token));
        Assert.Null(await store.FindAsync("other", tester.Id, Token));
        Assert.Null(await store.FindAsync("acme", Samples.Id(2), Token));
        Assert.Null(await store.FindAsync("acme", "a/b'c", Token));

        await store.DeleteAsync("other", tester.Id, Token);
        Assert.NotNull(await store.FindAsync("acme", tester.Id, Token));
        await store.DeleteAsync("acme", tester.Id, Token);
        await store.DeleteAsync("acme", tester.Id, Token);
        Assert.Null(await store.FindAsync("acme", tester.Id, Token));
    }

    [Fact]
    public async Task List_InPages_ShowsEachTesterOnceNewestFirst()
    {
        var store = await NewStoreAsync();
        foreach (var number in new[] { 2, 1, 4, 3 })
        {
            await store.AddAsync(NewTester(number), Token);
        }

        await store.AddAsync(NewTester(5) with { TenantId = "other" }, Token);

        var first = await store.ListAsync("acme", 3, null, Token);
        var rest = await store.ListAsync("acme", 3, first.Next, Token);

        Assert.Equal(
            [Samples.Id(4), Samples.Id(3), Samples.Id(2), Samples.Id(1)],
            first.Items.Concat(rest.Items).Select(tester => tester.Id)
        );
        Assert.Null(rest.Next);
        await Assert.ThrowsAsync<BadCursorException>(() => store.ListAsync("other", 3, first.Next, Token));
    }

    private static Tester NewTester(int number) =>
        new(
            "acme",
            Samples.Id(number),
            "Tess",
            new Dictionary<ChannelKind, string> { [ChannelKind.Email] = "tess@example.net", [ChannelKind.Sms] = "+12025550123" },
            Samples.Now
        );

    private static void AssertSame(Tester expected, Tester? actual)
    {
        Assert.Equal(expected.Addresses, actual!.Addresses);
        Assert.Equal(expected, actual with { Addresses = expected.Addresses });
    }
}
