using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Events;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IEventStore"/> does.</summary>
public abstract class EventStoreContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IEventStore> NewStoreAsync();

    [Fact]
    public async Task SavedEvent_IsFound_AsItWasSubmitted()
    {
        var store = await NewStoreAsync();
        var submitted = Event("e:1") with { At = new(1969, 12, 31, 23, 59, 59, 999, TimeSpan.Zero), Name = Samples.HostileTexts[5] };

        Assert.Equal([EventResult.Stored], await SaveAsync(store, submitted));

        var found = (await store.FindAsync("acme", "e:1", Token))!;
        Assert.Equal((submitted.Id, submitted.Name, submitted.ContactId, submitted.At), (found.Id, found.Name, found.ContactId, found.At));
        Assert.Equal(submitted.Properties.OrderBy(one => one.Key), found.Properties.OrderBy(one => one.Key));
        Assert.Null(await store.FindAsync("other", "e:1", Token));
        Assert.Null(await store.FindAsync("acme", "e/2", Token));
    }

    [Fact]
    public async Task Event_SubmittedTwice_StaysAsItWasFirst()
    {
        var store = await NewStoreAsync();
        var first = Event("e1");
        var other = first with { At = first.At.AddDays(1), Name = "Other" };

        Assert.Equal([EventResult.Stored, EventResult.Repeated], await SaveAsync(store, first, first with { Name = "Again" }));
        Assert.Equal([EventResult.Repeated, EventResult.Stored], await SaveAsync(store, other, Event("e2")));

        Assert.Equal(["e1", "e2"], (await ReadAsync(store, "c1")).Order());
        Assert.Equal((first.At, first.Name), (await store.FindAsync("acme", "e1", Token)) is { } found ? (found.At, found.Name) : default);
    }

    [Fact]
    public async Task Event_OfAnotherContact_IsRefused()
    {
        var store = await NewStoreAsync();
        await SaveAsync(store, Event("e1"));

        Assert.Equal(
            [EventResult.OtherContact, EventResult.Stored, EventResult.OtherContact],
            await SaveAsync(store, Event("e1", "c2"), Event("e2", "c2"), Event("e2", "c3"))
        );

        Assert.Equal(["e1"], await ReadAsync(store, "c1"));
        Assert.Equal(["e2"], await ReadAsync(store, "c2"));
        Assert.Empty(await ReadAsync(store, "c3"));
    }

    [Fact]
    public async Task Events_OfAContact_AreReadByNameAndTime_NewestFirst()
    {
        var store = await NewStoreAsync();
        var hours = Enumerable.Range(0, 6).Select(hour => Event($"e{hour}") with { At = Samples.Now.AddHours(hour) }).ToList();
        hours[4] = hours[4] with { Name = "it's" };
        await SaveAsync(store, [.. hours, Event("f1", "c"), Event("f2", "c1.a"), Event("f3", "c11")]);

        Assert.Equal(["e5", "e4", "e3", "e2"], await ReadAsync(store, "c1", since: Samples.Now.AddHours(2)));
        Assert.Equal(["e5", "e3", "e2", "e1", "e0"], await ReadAsync(store, "c1", "viewed PRODUCT"));
        Assert.Equal(["e4"], await ReadAsync(store, "c1", "IT'S"));
        Assert.Empty(await ReadAsync(store, "c1", "' or '' eq '"));
        Assert.Empty(await ReadAsync(store, "c1", since: Samples.Now.AddHours(5).AddMilliseconds(1)));
    }

    [Fact]
    public async Task List_OfEvents_GoesPageByPage()
    {
        var store = await NewStoreAsync();
        await SaveAsync(store, [.. Enumerable.Range(0, 7).Select(n => Event($"e{n}") with { At = Samples.Now.AddMinutes(n / 2) })]);

        var first = await store.ListAsync("acme", "c1", name: null, limit: 4, cursor: null, Token);
        var second = await store.ListAsync("acme", "c1", name: null, limit: 4, first.Next, Token);

        Assert.Equal(["e6", "e4", "e5", "e2", "e3", "e0", "e1"], first.Items.Concat(second.Items).Select(submitted => submitted.Id));
        Assert.Null(second.Next);
        await Assert.ThrowsAsync<BadCursorException>(() => store.ListAsync("acme", "c2", name: null, limit: 4, first.Next, Token));
        await Assert.ThrowsAsync<BadCursorException>(() => store.ListAsync("acme", "c1", "Viewed", limit: 4, first.Next, Token));
    }

    [Fact]
    public async Task FileOfEvents_IsStored_AndAgain_ChangesNothing()
    {
        var store = await NewStoreAsync();
        var events = Enumerable.Range(0, 450).Select(n => Event($"e{n}", $"c{n % 30}") with { At = Samples.Now.AddSeconds(n) }).ToArray();
        var half = await SaveAsync(store, [.. events.Where((_, n) => n % 3 is 0)]);

        var all = await SaveAsync(store, events);

        Assert.All(half, result => Assert.Equal(EventResult.Stored, result));
        Assert.Equal(events.Select((_, n) => n % 3 is 0 ? EventResult.Repeated : EventResult.Stored), all);
        Assert.Equal(15, (await ReadAsync(store, "c7")).Count);
    }

    [Fact]
    public async Task Deletion_OfAContactsEvents_LeavesThoseOfOthers_AndTheirIdsMayBeUsedAgain()
    {
        var store = await NewStoreAsync();
        await SaveAsync(store, [.. Enumerable.Range(0, 120).Select(n => Event($"e{n}"))]);
        await SaveAsync(store, Event("f1", "c11"));

        await store.DeleteAllAsync("acme", "c1", Token);
        await store.DeleteAllAsync("acme", "c1", Token);

        Assert.Empty(await ReadAsync(store, "c1"));
        Assert.Null(await store.FindAsync("acme", "e5", Token));
        Assert.Equal(["f1"], await ReadAsync(store, "c11"));
        Assert.Equal([EventResult.Stored], await SaveAsync(store, Event("e5", "c2")));
    }

    private static ContactEvent Event(string id, string contact = "c1") =>
        new(
            id,
            "Viewed product",
            contact,
            Samples.Now,
            new Dictionary<string, AttributeValue>
            {
                ["product"] = new AttributeValue.Text("boots"),
                ["price"] = new AttributeValue.Number(19.90m),
                ["isNew"] = new AttributeValue.Flag(true),
            }
        );

    private static Task<IReadOnlyList<EventResult>> SaveAsync(IEventStore store, params ContactEvent[] events) =>
        store.SaveAsync("acme", events, Samples.Now, Token);

    private static async Task<IReadOnlyList<string>> ReadAsync(
        IEventStore store,
        string contact,
        string? name = null,
        DateTimeOffset since = default
    ) => await store.ReadAsync("acme", contact, name, since, Token).Select(submitted => submitted.Id).ToListAsync();
}
