using System.Globalization;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>The contract of <see cref="IMembershipStore"/>.</summary>
public abstract class MembershipStoreContract : IAsyncLifetime
{
    private readonly AutomationKey _key = new("acme", $"automation{Guid.NewGuid():N}");

    private IMembershipStore Store { get; set; } = null!;

    public async Task InitializeAsync() => Store = await NewStoreAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    protected abstract Task<IMembershipStore> NewStoreAsync();

    [Fact]
    public async Task Shard_OfWhichNothingIsStored_IsEmpty()
    {
        var read = await Store.ReadAsync(_key, [3, 250], default);

        Assert.Equal([3, 250], read.Select(shard => shard.Number));
        Assert.All(read, shard => Assert.Empty(shard.Known));
    }

    [Fact]
    public async Task Shards_StoredAndRead_AreTheSame_FewOrMany()
    {
        var all = Enumerable.Range(0, MembershipShard.Count).Select(number => new MembershipShard(number, [])).ToList();
        foreach (var contact in Contacts(5000))
        {
            all[MembershipShard.Of(contact)].Join(contact);
        }

        foreach (var contact in Contacts(1000))
        {
            all[MembershipShard.Of(contact)].Leave(contact);
        }

        await Store.SaveAsync(_key, all, default);

        var few = await Store.ReadAsync(_key, [7, 8], default);
        var many = await Store.ReadAsync(_key, [.. Enumerable.Range(0, MembershipShard.Count)], default);
        Assert.Equal(all.Select(Words), many.Select(Words));
        Assert.Equal(all[7..9].Select(Words), few.Select(Words));
        Assert.DoesNotContain(all, shard => shard.IsChanged);
        Assert.All(await Store.ReadAsync(_key with { TenantId = "rival" }, [7], default), shard => Assert.Empty(shard.Known));
    }

    [Fact]
    public async Task Shard_StoredAgain_IsReplaced()
    {
        var shard = new MembershipShard(MembershipShard.Of("ann"), []);
        shard.Join("ann");
        await Store.SaveAsync(_key, [shard], default);
        shard.Forget("ann");
        await Store.SaveAsync(_key, [shard], default);

        Assert.Empty(Assert.Single(await Store.ReadAsync(_key, [shard.Number], default)).Known);
    }

    [Fact]
    public async Task Clear_LeavesNothing()
    {
        var shard = new MembershipShard(MembershipShard.Of("ann"), []);
        shard.Join("ann");
        await Store.SaveAsync(_key, [shard], default);

        await Store.ClearAsync(_key, default);
        await Store.ClearAsync(_key, default);

        Assert.Empty(Assert.Single(await Store.ReadAsync(_key, [shard.Number], default)).Known);
    }

    private static IEnumerable<string> Contacts(int count) =>
        Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"contact{i}"));

    private static string Words(MembershipShard shard) =>
        string.Join(' ', shard.Known.OrderBy(one => one.Key).Select(one => $"{one.Key} {one.Value.Times} {one.Value.IsMember}"));
}
