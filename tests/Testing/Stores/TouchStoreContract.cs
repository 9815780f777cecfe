using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Touches;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="ITouchStore"/> does.</summary>
public abstract class TouchStoreContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<ITouchStore> NewStoreAsync();

    [Fact]
    public async Task Touches_AreReadByPerson_AndTheSameOneAgainChangesNothing()
    {
        var store = await NewStoreAsync();
        Assert.Null(await store.FirstAsync("acme", Token));
        var stranger = RecipientIdentity.KeyOf(null, ChannelKind.Email, "Ann@example.net");

        await store.AddAsync("acme", [("c1", New(1)), ("c2", New(2)), ("c1", New(3)), (stranger, New(4))], Samples.Now.AddDays(-9), Token);
        await store.AddAsync("acme", [("c1", New(1) with { At = Samples.Now.AddDays(1) }), ("c3", New(5))], Samples.Now.AddDays(-9), Token);

        var found = await store.FindManyAsync(
            "acme",
            ["c2", "c1", "nobody", RecipientIdentity.KeyOf(null, ChannelKind.Email, "ann@EXAMPLE.net"), "c3"],
            Token
        );
        Assert.Equal(
            [
                [New(2)],
                [New(1), New(3)],
                [],
                [New(4)],
                [New(5)],
            ],
            found.Select(history => history.Touches)
        );
        Assert.Equal(New(1).At, await store.FirstAsync("acme", Token));
        Assert.Empty((await store.FindManyAsync("other", ["c1"], Token))[0].Touches);
        Assert.Null(await store.FirstAsync("other", Token));
    }

    [Fact]
    public async Task WhatIsTooOld_IsForgotten_AndSoIsAPerson()
    {
        var store = await NewStoreAsync();
        await store.AddAsync("acme", [("c1", New(1)), ("c2", New(2))], Samples.Now, Token);
        await store.AddAsync("acme", [("c1", New(20))], keepFrom: New(10).At, Token);

        await store.DeleteAsync("acme", "c2", Token);
        await store.DeleteAsync("acme", "c2", Token);

        var found = await store.FindManyAsync("acme", ["c1", "c2"], Token);
        Assert.Equal([New(20)], found[0].Touches);
        Assert.Empty(found[1].Touches);
    }

    [Fact]
    public async Task Senders_WhoReportAtOnce_AreAllRecorded()
    {
        var store = await NewStoreAsync();
        var people = Enumerable.Range(0, 30).Select(i => $"c{i}").ToList();

        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(sender =>
                    store.AddAsync("acme", [.. people.Select(person => (person, New(sender)))], Samples.Now.AddDays(-1), Token)
                )
        );

        Assert.All(await store.FindManyAsync("acme", people, Token), history => Assert.Equal(4, history.Touches.Count));
    }

    private static Touch New(int minute) =>
        new(new MessageId(Samples.Run().Id, 0, minute), "task", ChannelKind.Email, Samples.Now.AddMinutes(minute));
}
