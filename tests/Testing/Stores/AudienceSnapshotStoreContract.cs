using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IAudienceSnapshotStore"/> does.</summary>
public abstract class AudienceSnapshotStoreContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IAudienceSnapshotStore> NewStoreAsync();

    [Fact]
    public async Task Pieces_AreRead_AsTheyWereAdded()
    {
        var store = await NewStoreAsync();
        SnapshotChunk[] chunks = [Chunk(0, "a") with { SoFar = new(5, 1, 2, NoConsent: 2) }, Chunk(1, position: null)];
        foreach (var chunk in chunks)
        {
            Assert.True(await store.TryAddAsync(Samples.Run(), chunk, Token));
        }

        var read = await store.ReadAsync(Samples.Run(), Token).ToListAsync();

        Assert.Equal(chunks.SelectMany(chunk => chunk.Recipients), read.SelectMany(chunk => chunk.Recipients));
        Assert.Equal(
            chunks.Select(chunk => (chunk.Number, chunk.Position, chunk.SoFar)),
            read.Select(chunk => (chunk.Number, chunk.Position, chunk.SoFar))
        );
        Assert.Empty(await store.ReadAsync(Samples.Run(day: 1), Token).ToListAsync());
    }

    [Fact]
    public async Task FirstPiece_OfANumber_Counts()
    {
        var store = await NewStoreAsync();
        await store.TryAddAsync(Samples.Run(), Chunk(0, "first"), Token);

        Assert.False(await store.TryAddAsync(Samples.Run(), Chunk(0, "second"), Token));

        Assert.Equal("first", (await store.ReadAsync(Samples.Run(), Token).ToListAsync()).Single().Position);
    }

    [Fact]
    public async Task FullPiece_OfTheLongestTexts_Fits()
    {
        var store = await NewStoreAsync();
        var random = new Random(1);
        string Text(int length) => new([.. Enumerable.Range(0, length).Select(_ => (char)random.Next('\u4e00', '\u9fff'))]);
        Recipient Next() => new(Text(256), Text(64), "FR", "America/Argentina/ComodRivadavia");
        List<Recipient> recipients = [];
        for (Recipient next = Next(); SnapshotChunk.HasRoom(recipients.Count, recipients.Sum(one => one.Characters), next); next = Next())
        {
            recipients.Add(next);
        }

        await store.TryAddAsync(Samples.Run(), new SnapshotChunk(0, recipients, null, Waterfall.Empty), Token);

        Assert.Equal(recipients, (await store.ReadAsync(Samples.Run(), Token).ToListAsync()).Single().Recipients);
    }

    [Fact]
    public async Task Delete_EndsOneRuns_AndMayBeRepeated()
    {
        var store = await NewStoreAsync();
        await store.TryAddAsync(Samples.Run(), Chunk(0, "a"), Token);
        await store.TryAddAsync(Samples.Run(), Chunk(1, null), Token);
        await store.TryAddAsync(Samples.Run(day: 1), Chunk(0, null), Token);

        await store.DeleteAsync(Samples.Run(), Token);
        await store.DeleteAsync(Samples.Run(), Token);

        Assert.Empty(await store.ReadAsync(Samples.Run(), Token).ToListAsync());
        Assert.Single(await store.ReadAsync(Samples.Run(day: 1), Token).ToListAsync());
    }

    private static SnapshotChunk Chunk(int number, string? position) =>
        new(
            number,
            [new Recipient($"p{number}@example.net", "c1", "FR", "Europe/Paris"), new Recipient($"q{number}@example.net")],
            position,
            new Waterfall(2, 0, 2)
        );
}
