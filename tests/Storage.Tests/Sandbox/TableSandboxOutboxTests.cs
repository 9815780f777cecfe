using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Sandbox;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Sandbox;

[Collection(AzuriteTests.Name)]
public sealed class TableSandboxOutboxTests(AzuriteFixture azurite) : SandboxOutboxContract, IAsyncLifetime
{
    private StorageTables? _tables;

    public async Task InitializeAsync() => _tables = await azurite.NewHubAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    protected override ISandboxOutbox NewOutbox() => new TableSandboxOutbox(_tables!);

    [Fact]
    public async Task Add_ManyLargeMessagesAtOnce_KeepsThemBeyondThisProcess()
    {
        var outbox = NewOutbox();
        var large = new RenderedCreative("Hello 🎉", "it's 漢字", new string('é', 40_000));

        await Task.WhenAll(
            Enumerable.Range(0, 150).Select(i => outbox.AddAsync(Message(i) with { Content = large }, CancellationToken.None))
        );

        // More than one page holds.
        List<SandboxMessage> kept = [];
        string? cursor = null;
        do
        {
            var page = await NewOutbox().ListAsync("acme", 200, cursor, CancellationToken.None);
            kept.AddRange(page.Items);
            cursor = page.Next;
        } while (cursor is not null);
        Assert.Equal(Enumerable.Range(0, 150), kept.Select(message => message.Id.Index));
        Assert.All(kept, message => Assert.Equal(large, message.Content));
    }

    [Fact]
    public async Task Add_AMessageNoRowCanHold_FailsAlone()
    {
        var outbox = NewOutbox();

        // Letters without a pattern, or compression would make them fit.
        var letters = new string([
            .. new Random(7).GetItems("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_".AsSpan(), 2_000_000),
        ]);
        var huge = Message(1) with { Content = new RenderedCreative("Hello", null, letters) };

        var adding = Task.WhenAll(outbox.AddAsync(Message(0), CancellationToken.None), outbox.AddAsync(Message(2), CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => outbox.AddAsync(huge, CancellationToken.None));
        await adding;

        Assert.Equal(2, (await outbox.ListAsync("acme", 10, null, CancellationToken.None)).Items.Count);
    }

    [Fact]
    public async Task List_WhileMessagesAreAdded_NeitherLosesNorRepeats()
    {
        var outbox = NewOutbox();
        foreach (var i in new[] { 0, 2, 4, 6 })
        {
            await outbox.AddAsync(Message(i), CancellationToken.None);
        }

        var first = await outbox.ListAsync("acme", 2, null, CancellationToken.None);
        await outbox.AddAsync(Message(1), CancellationToken.None);
        await outbox.AddAsync(Message(5), CancellationToken.None);
        var rest = await outbox.ListAsync("acme", 10, first.Next, CancellationToken.None);

        Assert.Equal([0, 2, 4, 5, 6], first.Items.Concat(rest.Items).Select(message => message.Id.Index));
        await Assert.ThrowsAsync<BadCursorException>(() => outbox.ListAsync("other", 2, first.Next, CancellationToken.None));
    }

    private static SandboxMessage Message(int index) =>
        new(
            "acme",
            new MessageId(Samples.Run().Id, Page: 0, index),
            ChannelKind.Email,
            "account",
            $"m{index}@example.net",
            new("Hello", "Hi", null),
            Samples.Now
        );
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledSandboxOutboxTests(AzuriteFixture azurite) : SandboxOutboxContract, IAsyncLifetime
{
    private StorageTables? _tables;

    public async Task InitializeAsync() => _tables = await azurite.NewTroubledHubAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    protected override ISandboxOutbox NewOutbox() => new TableSandboxOutbox(_tables!);
}
