using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="ISandboxOutbox"/> does. Tenants are named anew for each test, so that a shared store serves.</summary>
public abstract class SandboxOutboxContract
{
    private readonly string _tenant = $"t{Guid.NewGuid():N}";

    protected abstract ISandboxOutbox NewOutbox();

    [Fact]
    public async Task Add_OneMessage_IsListedAsItWas()
    {
        var outbox = NewOutbox();
        var message = Message(0) with
        {
            Content = new RenderedCreative(
                "Grüße, \"Ann\"",
                "line\r\nline 🙂",
                "<p>&amp;</p>",
                "HX1",
                new Dictionary<string, string> { ["1"] = "Anna" }
            ),
        };

        await outbox.AddAsync(message, CancellationToken.None);

        var page = await outbox.ListAsync(_tenant, 10, null, CancellationToken.None);
        var listed = Assert.Single(page.Items);
        Assert.Null(page.Next);
        Assert.Equal(message with { Content = listed.Content }, listed);
        Assert.Equal(message.Content with { TemplateVariables = null }, listed.Content with { TemplateVariables = null });
        Assert.Equal(message.Content.TemplateVariables, listed.Content.TemplateVariables);
    }

    [Fact]
    public async Task Add_TheSameIdTwice_KeepsTheFirst()
    {
        var outbox = NewOutbox();
        var first = Message(0);

        await outbox.AddAsync(first, CancellationToken.None);
        await outbox.AddAsync(first with { To = "other@example.net", At = first.At.AddHours(1) }, CancellationToken.None);

        Assert.Equal(first.To, Assert.Single((await outbox.ListAsync(_tenant, 10, null, CancellationToken.None)).Items).To);
    }

    [Fact]
    public async Task Add_ManyAtOnceWithRepetitions_KeepsEachOnce()
    {
        var outbox = NewOutbox();
        var messages = Enumerable.Range(0, 250).Select(Message).ToList();

        await Task.WhenAll(messages.Concat(messages.Take(50)).Select(message => outbox.AddAsync(message, CancellationToken.None)));

        Assert.Equal(messages.Select(message => message.Id), (await AllAsync(outbox, 100)).Select(message => message.Id));
    }

    [Fact]
    public async Task List_InPages_ShowsEveryMessageOnceInOrderOfIds()
    {
        var outbox = NewOutbox();
        var messages = Enumerable.Range(0, 7).Select(Message).ToList();
        foreach (var message in Enumerable.Reverse(messages))
        {
            await outbox.AddAsync(message, CancellationToken.None);
        }

        var listed = await AllAsync(outbox, 3);

        Assert.Equal(messages.Select(message => message.Id), listed.Select(message => message.Id));
    }

    [Fact]
    public async Task List_AnotherTenant_ShowsNothing()
    {
        var outbox = NewOutbox();
        await outbox.AddAsync(Message(0), CancellationToken.None);

        Assert.Empty((await outbox.ListAsync(_tenant + "x", 10, null, CancellationToken.None)).Items);
        Assert.Empty((await outbox.ListAsync(_tenant[..^1], 10, null, CancellationToken.None)).Items);
    }

    [Fact]
    public async Task Delete_TakesAwayThoseMessages_AndMayBeRepeated()
    {
        var outbox = NewOutbox();
        foreach (var number in Enumerable.Range(0, 3))
        {
            await outbox.AddAsync(Message(number), CancellationToken.None);
        }

        await outbox.DeleteAsync(_tenant + "x", [Message(0).Id], CancellationToken.None);
        await outbox.DeleteAsync(_tenant, [Message(1).Id, Message(7).Id], CancellationToken.None);
        await outbox.DeleteAsync(_tenant, [Message(1).Id], CancellationToken.None);

        Assert.Equal([Message(0).Id, Message(2).Id], (await AllAsync(outbox, 10)).Select(message => message.Id));
    }

    [Theory]
    [InlineData("no cursor of ours")]
    [InlineData("")]
    [InlineData("8540c0de-899f-5cce-acb5-3ec493af3800")]
    public async Task List_WithAForeignCursor_Throws(string cursor)
    {
        var outbox = NewOutbox();

        await Assert.ThrowsAsync<BadCursorException>(() => outbox.ListAsync(_tenant, 10, cursor, CancellationToken.None));
    }

    private SandboxMessage Message(int number) =>
        new(
            _tenant,
            new MessageId(new RunId(42), number / 100, number % 100),
            ChannelKind.Email,
            "account1",
            $"person{number}@example.net",
            new RenderedCreative("Hello", "Hi", null),
            new DateTimeOffset(2026, 1, 5, 10, 20, 30, TimeSpan.Zero)
        );

    private async Task<List<SandboxMessage>> AllAsync(ISandboxOutbox outbox, int limit)
    {
        var all = new List<SandboxMessage>();
        string? cursor = null;
        do
        {
            var page = await outbox.ListAsync(_tenant, limit, cursor, CancellationToken.None);
            Assert.InRange(page.Items.Count, 0, limit);
            all.AddRange(page.Items);
            cursor = page.Next;
        } while (cursor is not null);
        return all;
    }
}
