using CampaignTasks.Domain.Idempotency;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IIdempotencyStore"/> does.</summary>
public abstract class IdempotencyStoreContract
{
    private const string Key = "it's a key / # ?";

    protected static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IIdempotencyStore> NewStoreAsync();

    [Fact]
    public async Task Answer_IsGivenAgain_ToTheSameRequest()
    {
        var store = await NewStoreAsync();
        var answer = new StoredAnswer(
            201,
            new Dictionary<string, string> { ["Location"] = "/api/tasks/1" },
            new byte[StoredAnswer.MaxBodyBytes]
        )
        {
            OnlyForKey = "01key",
        };
        var started = await BeginAsync(store);

        Assert.IsType<IdempotencyEntry.InProgress>(await store.TryBeginAsync("acme", Key, "post", Samples.Now, Token));
        Assert.True(await store.CompleteAsync("acme", Key, started, answer, Token));

        var done = Assert.IsType<IdempotencyEntry.Done>(await store.TryBeginAsync("acme", Key, "post", Samples.Now.AddHours(23), Token));
        Assert.Equal(201, done.Answer.Status);
        Assert.Equal(answer.Headers, done.Answer.Headers);
        Assert.Equal(answer.Body.ToArray(), done.Answer.Body.ToArray());
        Assert.Equal("01key", done.Answer.OnlyForKey);
    }

    [Fact]
    public async Task EmptyAnswer_IsAnAnswer()
    {
        var store = await NewStoreAsync();
        await store.CompleteAsync(
            "acme",
            Key,
            await BeginAsync(store),
            new StoredAnswer(204, new Dictionary<string, string>(), default),
            Token
        );

        var done = Assert.IsType<IdempotencyEntry.Done>(await store.TryBeginAsync("acme", Key, "post", Samples.Now, Token));

        Assert.Null(done.Answer.OnlyForKey);
        Assert.Equal((204, 0, 0), (done.Answer.Status, done.Answer.Headers.Count, done.Answer.Body.Length));
    }

    [Fact]
    public async Task AnotherRequest_UnderTheSameKey_IsRefused()
    {
        var store = await NewStoreAsync();
        await BeginAsync(store);

        Assert.IsType<IdempotencyEntry.OtherRequest>(await store.TryBeginAsync("acme", Key, "another", Samples.Now, Token));
        Assert.IsType<IdempotencyEntry.OtherRequest>(await store.TryBeginAsync("acme", Key, "another", Samples.Now.AddHours(1), Token));
    }

    [Fact]
    public async Task SameKey_OfAnotherTenant_IsAnotherKey()
    {
        var store = await NewStoreAsync();
        await BeginAsync(store);

        Assert.IsType<IdempotencyEntry.Started>(await store.TryBeginAsync("other", Key, "another", Samples.Now, Token));
    }

    [Fact]
    public async Task OldEntry_IsAsIfItHadNeverBeen()
    {
        var store = await NewStoreAsync();
        await store.CompleteAsync("acme", Key, await BeginAsync(store), Answer(), Token);

        Assert.IsType<IdempotencyEntry.Started>(
            await store.TryBeginAsync("acme", Key, "another", Samples.Now + IIdempotencyStore.Kept, Token)
        );
        Assert.IsType<IdempotencyEntry.InProgress>(
            await store.TryBeginAsync("acme", Key, "another", Samples.Now + IIdempotencyStore.Kept, Token)
        );
    }

    [Fact]
    public async Task DeadProcess_LosesItsClaim_AfterTheWait()
    {
        var store = await NewStoreAsync();
        var dead = await BeginAsync(store);
        var later = Samples.Now + IIdempotencyStore.AbandonedAfter;

        var heir = Assert.IsType<IdempotencyEntry.Started>(await store.TryBeginAsync("acme", Key, "post", later, Token));

        Assert.Equal(Samples.Now, heir.FirstBegunAt);
        Assert.IsType<IdempotencyEntry.InProgress>(await store.TryBeginAsync("acme", Key, "post", later, Token));
        Assert.False(await store.CompleteAsync("acme", Key, dead, Answer(500), Token));
        await store.AbandonAsync("acme", Key, dead, Token);
        Assert.True(await store.CompleteAsync("acme", Key, heir, Answer(200), Token));
        Assert.Equal(200, Assert.IsType<IdempotencyEntry.Done>(await store.TryBeginAsync("acme", Key, "post", later, Token)).Answer.Status);
    }

    [Fact]
    public async Task AbandonedRequest_MayBeTriedAgainAtOnce()
    {
        var store = await NewStoreAsync();
        var first = await BeginAsync(store);

        await store.AbandonAsync("acme", Key, first, Token);
        var second = await BeginAsync(store);

        Assert.False(await store.CompleteAsync("acme", Key, first, Answer(), Token));
        Assert.True(await store.CompleteAsync("acme", Key, second, Answer(), Token));
        await store.AbandonAsync("acme", Key, second, Token);
        Assert.IsType<IdempotencyEntry.Done>(await store.TryBeginAsync("acme", Key, "post", Samples.Now, Token));
    }

    [Fact]
    public async Task CallersAtOnce_OneBegins()
    {
        var store = await NewStoreAsync();

        var entries = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.TryBeginAsync("acme", Key, "post", Samples.Now, Token)));

        Assert.Single(entries, entry => entry is IdempotencyEntry.Started);
        Assert.Equal(7, entries.Count(entry => entry is IdempotencyEntry.InProgress));
    }

    [Fact]
    public async Task OldEntries_NeverHideNewOnes()
    {
        var store = await NewStoreAsync();
        for (var i = 0; i < 5; i++)
        {
            await store.TryBeginAsync("acme", $"old{i}", "post", Samples.Now, Token);
        }

        var muchLater = Samples.Now.AddDays(2);
        Assert.IsType<IdempotencyEntry.Started>(await store.TryBeginAsync("acme", "new", "post", muchLater, Token));
        Assert.IsType<IdempotencyEntry.InProgress>(await store.TryBeginAsync("acme", "new", "post", muchLater, Token));
        Assert.IsType<IdempotencyEntry.Started>(await store.TryBeginAsync("acme", "old3", "post", muchLater, Token));
    }

    private static async Task<IdempotencyEntry.Started> BeginAsync(IIdempotencyStore store) =>
        Assert.IsType<IdempotencyEntry.Started>(await store.TryBeginAsync("acme", Key, "post", Samples.Now, Token));

    private static StoredAnswer Answer(int status = 200) => new(status, new Dictionary<string, string>(), "done"u8.ToArray());
}
