using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Orders;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IFactInbox"/> does.</summary>
public abstract class FactInboxContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty inbox.</summary>
    protected abstract Task<IFactInbox> NewInboxAsync();

    [Fact]
    public async Task Fact_OfEveryKind_IsReadAsItWasAppended()
    {
        var inbox = await NewInboxAsync();
        ContactFact[] facts =
        [
            new ContactFact.ListJoined("c1", Samples.Now, "list"),
            new ContactFact.ListLeft("c1", Samples.Now, "list"),
            new ContactFact.Ordered("c1", Samples.Now, "o1", OrderStatus.Successful, ["p1", "p2"], "FR"),
            new ContactFact.CartChanged("c1", Samples.Now, "k1", IsEmpty: true),
            new ContactFact.Happened(
                "c1",
                Samples.Now,
                "e1",
                "it's",
                new Dictionary<string, AttributeValue> { ["price"] = new AttributeValue.Number(1.5m) }
            ),
            new ContactFact.ContactChanged("c1", Samples.Now),
            new ContactFact.ConsentChanged("c1", Samples.Now, ChannelKind.Email, IsOptOut: true),
            new ContactFact.ContactErased("c1", Samples.Now),
        ];

        await inbox.AppendAsync("acme", "a1", facts, Token);

        var read = Assert.Single(await inbox.ReadAsync("acme", "a1", most: 10, Token)).Facts;
        Assert.Equal(Enum.GetValues<FactKind>(), read.Select(fact => fact.Kind));
        Assert.Equal(
            facts.Select(fact => (fact.ContactId, fact.At, fact.EntryKey)),
            read.Select(fact => (fact.ContactId, fact.At, fact.EntryKey))
        );
        Assert.Equal(facts[1], read[1]);
        Assert.Equal(facts[3], read[3]);
        Assert.Equal(facts[6], read[6]);
        Assert.Equal(["p1", "p2"], ((ContactFact.Ordered)read[2]).Products);
        Assert.Equal(new AttributeValue.Number(1.5m), ((ContactFact.Happened)read[4]).Properties["price"]);
    }

    [Fact]
    public async Task ManyFacts_AreFewBatches_InTheirOrder()
    {
        var inbox = await NewInboxAsync();

        await inbox.AppendAsync("acme", "a1", Joined(0, 1100), Token);
        await inbox.AppendAsync("acme", "a1", Joined(1100, 1), Token);

        var batches = await inbox.ReadAsync("acme", "a1", most: 10, Token);
        Assert.Equal([250, 250, 250, 250, 100, 1], batches.Select(batch => batch.Facts.Count));
        Assert.Equal(Joined(0, 1101), batches.SelectMany(batch => batch.Facts));
    }

    [Fact]
    public async Task LongFacts_AreAllKept()
    {
        var inbox = await NewInboxAsync();
        // Four bytes each, which JSON writes as twelve.
        var text = string.Concat(Enumerable.Repeat("🎉", 8_000));
        var facts = Enumerable.Range(0, 250).Select(n => (ContactFact)Event(n, text)).ToList();

        await inbox.AppendAsync("acme", "a1", facts, Token);

        var read = (await inbox.ReadAsync("acme", "a1", most: 1000, Token)).SelectMany(batch => batch.Facts).ToList();
        Assert.Equal(facts.Select(fact => fact.EntryKey), read.Select(fact => fact.EntryKey));
        Assert.Equal(text, ((ContactFact.Happened)read[249]).Properties["text"].ToString());
    }

    [Fact]
    public async Task Batches_AreReadOldestFirst_UntilTheyAreDeleted()
    {
        var inbox = await NewInboxAsync();
        for (var n = 0; n < 5; n++)
        {
            await inbox.AppendAsync("acme", "a1", Joined(n, 1), Token);
        }

        var first = await inbox.ReadAsync("acme", "a1", most: 2, Token);
        Assert.Equal(
            first.Select(batch => batch.Token),
            (await inbox.ReadAsync("acme", "a1", most: 2, Token)).Select(batch => batch.Token)
        );
        string[] tokens = [.. first.Select(batch => batch.Token)];
        await inbox.DeleteAsync("acme", "a1", tokens, Token);
        await inbox.DeleteAsync("acme", "a1", [.. tokens, tokens[0]], Token);
        await inbox.DeleteAsync("acme", "a1", [], Token);

        Assert.Equal(["c0", "c1"], first.Select(batch => batch.Facts[0].ContactId));
        Assert.Equal(["c2", "c3", "c4"], (await inbox.ReadAsync("acme", "a1", most: 10, Token)).Select(batch => batch.Facts[0].ContactId));
    }

    [Fact]
    public async Task Inboxes_OfOtherAutomationsAndTenants_AreApart()
    {
        var inbox = await NewInboxAsync();
        await inbox.AppendAsync("acme", "a1", Joined(1, 600), Token);
        await inbox.AppendAsync("acme", "a11", Joined(2, 1), Token);
        await inbox.AppendAsync("other", "a1", Joined(3, 1), Token);
        await inbox.AppendAsync("acme", "a1", [], Token);

        await inbox.ClearAsync("acme", "a1", Token);
        await inbox.ClearAsync("acme", "a1", Token);

        Assert.Empty(await inbox.ReadAsync("acme", "a1", most: 10, Token));
        Assert.Single(await inbox.ReadAsync("acme", "a11", most: 10, Token));
        Assert.Single(await inbox.ReadAsync("other", "a1", most: 10, Token));
    }

    private static List<ContactFact> Joined(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(n => new ContactFact.ListJoined($"c{n}", Samples.Now, "list"))];

    private static ContactFact.Happened Event(int number, string text) =>
        new(
            $"c{number}",
            Samples.Now,
            $"e{number}",
            "Wrote",
            new Dictionary<string, AttributeValue> { ["text"] = new AttributeValue.Text(text) }
        );
}
