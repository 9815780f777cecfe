using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Sending;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Sending;

/// <summary>What one answer means for the run, the task and the account: at once in this process, and once it is stored.</summary>
public sealed class FailurePolicyApplyTests : IDisposable
{
    private const int MaxInARow = 3;

    private static readonly SendOutcome Accepted = new SendOutcome.Accepted("p1");
    private static readonly SendOutcome Rejected = new SendOutcome.Rejected("550", "No such user");
    private static readonly SendOutcome Denied = new SendOutcome.Misconfigured("401", "Denied");
    private static readonly ChannelAccount Second = Any.Account() with { Id = "01k9account00000000000000b" };

    private readonly ActivityFixture _fixture = new();
    private LaneContext _lane = null!;
    private FailurePolicy _policy = null!;

    public static TheoryData<SendOutcome> AnswersOfNoConsequence =>
        [
            Accepted,
            Rejected,
            new SendOutcome.Transient("500", "busy"),
            new SendOutcome.Unknown("no answer"),
            new SendOutcome.Throttled(TimeSpan.FromMinutes(5)),
        ];

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [MemberData(nameof(AnswersOfNoConsequence))]
    public async Task Apply_OneAnswer_ChangesNothing(SendOutcome outcome)
    {
        await CreateAsync(stopOnFailure: false);

        Apply(outcome);

        Assert.False(_lane.Monitor.IsHalted);
        await AssertNothingToStoreAsync();
    }

    [Fact]
    public async Task Apply_AFailure_WhereOneStopsTheRun_HaltsAtOnceAndNamesTheMessageOnTheRun()
    {
        await CreateAsync(stopOnFailure: true);

        Apply(Rejected, index: 2);

        Assert.True(_lane.Monitor.IsHalted);
        Assert.Null((await _fixture.StoredRunAsync()).Failure);
        await _policy.StoreAsync();
        Assert.Equal($"Message {new MessageId(Any.RunId, 0, 2)} failed: 550: No such user", (await _fixture.StoredRunAsync()).Failure);
        Assert.Equal(CampaignTaskStatus.Running, (await _fixture.StoredTaskAsync()).Status);
    }

    [Fact]
    public async Task Apply_ARetry_WhereAFailureStopsTheRun_ChangesNothing()
    {
        await CreateAsync(stopOnFailure: true);

        Apply(new SendOutcome.Transient("500", "busy"));

        Assert.False(_lane.Monitor.IsHalted);
        await AssertNothingToStoreAsync();
    }

    [Fact]
    public async Task Apply_TheLastRetry_WhereAFailureStopsTheRun_Halts()
    {
        await CreateAsync(stopOnFailure: true);

        Apply(new SendOutcome.Transient("500", "busy"), attemptsBefore: 4);

        Assert.True(_lane.Monitor.IsHalted);
    }

    [Fact]
    public async Task Apply_SeveralFailuresAtOnce_WhereOneStopsTheRun_KeepsTheFirst()
    {
        await CreateAsync(stopOnFailure: true);

        Apply(Rejected, index: 1);
        Apply(Rejected, index: 0);
        await _policy.StoreAsync();

        Assert.StartsWith(
            $"Message {new MessageId(Any.RunId, 0, 1)} failed",
            (await _fixture.StoredRunAsync()).Failure,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Apply_AsManyFailuresInARowAsAreBorne_HaltsAtOnceAndPausesTheTask()
    {
        await CreateAsync(stopOnFailure: false);

        Apply(Rejected);
        Apply(Rejected);
        Assert.False(_lane.Monitor.IsHalted);
        Apply(Rejected);

        Assert.True(_lane.Monitor.IsHalted);
        await _policy.StoreAsync();
        var task = await _fixture.StoredTaskAsync();
        Assert.Equal(
            (CampaignTaskStatus.Paused, "3 messages in a row failed, the last with 550: No such user"),
            (task.Status, task.PauseReason)
        );
        Assert.Equal(AccountStatus.Active, (await AccountAsync(Any.AccountId)).Status);
    }

    [Fact]
    public async Task Apply_ASuccessInBetween_BeginsToCountAnew()
    {
        await CreateAsync(stopOnFailure: false);

        Apply(Rejected);
        Apply(Rejected);
        Apply(Accepted);
        Apply(Rejected);
        Apply(Rejected);

        Assert.False(_lane.Monitor.IsHalted);
        await AssertNothingToStoreAsync();
    }

    [Fact]
    public async Task Apply_AMisconfiguredAccount_WhereItIsTheLast_HaltsStopsItAndPausesTheTask()
    {
        await CreateAsync(stopOnFailure: false);

        Apply(Denied);

        Assert.True(_lane.Monitor.IsHalted);
        Assert.False(_lane.IsActive(_lane.Accounts[0]));
        await _policy.StoreAsync();
        var (task, account) = (await _fixture.StoredTaskAsync(), await AccountAsync(Any.AccountId));
        Assert.Equal((CampaignTaskStatus.Paused, "401: Denied"), (task.Status, task.PauseReason));
        Assert.Equal((AccountStatus.Stopped, "401: Denied"), (account.Status, account.StopReason));
    }

    [Fact]
    public async Task Apply_AMisconfiguredAccount_WhereAnotherIsActive_StopsItAndSendsOn()
    {
        await CreateAsync(stopOnFailure: true, Any.Account(), Second);

        Apply(Denied);

        Assert.False(_lane.Monitor.IsHalted);
        Assert.Equal([false, true], _lane.Accounts.Select(_lane.IsActive));
        await _policy.StoreAsync();
        Assert.Equal(AccountStatus.Stopped, (await AccountAsync(Any.AccountId)).Status);
        Assert.Equal(CampaignTaskStatus.Running, (await _fixture.StoredTaskAsync()).Status);
    }

    [Fact]
    public async Task Apply_AMisconfiguredAccountAgain_KeepsTheFirstReason()
    {
        await CreateAsync(stopOnFailure: false, Any.Account(), Second);

        Apply(Denied);
        Apply(new SendOutcome.Misconfigured("403", "Forbidden"));
        await _policy.StoreAsync();

        Assert.Equal("401: Denied", (await AccountAsync(Any.AccountId)).StopReason);
    }

    [Fact]
    public async Task Store_CalledAgain_StoresNothingTwice()
    {
        await CreateAsync(stopOnFailure: false);
        Apply(Denied);
        await _policy.StoreAsync();

        await AssertNothingToStoreAsync();
        Assert.Single(_fixture.Notified);
    }

    [Fact]
    public async Task PauseWithoutAccount_OfATaskThatRuns_SaysWhatToCorrect()
    {
        await CreateAsync(stopOnFailure: false);

        await _policy.PauseWithoutAccountAsync();

        var task = await _fixture.StoredTaskAsync();
        Assert.Equal((CampaignTaskStatus.Paused, SendFailure.NoAccount.Reason), (task.Status, task.PauseReason));
    }

    private async Task CreateAsync(bool stopOnFailure, params ChannelAccount[] accounts)
    {
        await _fixture.StorePlannedAsync(task: ActivityFixture.Running(Any.Plan() with { StopOnFailure = stopOnFailure }, people: 3));
        _lane = await _fixture.LaneAsync(accounts);
        _policy = new FailurePolicy(_lane, _fixture.Get<RunFailureHandler>(), _fixture.Get<StorageRetry>(), MaxInARow);
    }

    private void Apply(SendOutcome outcome, int index = 0, int attemptsBefore = 0) =>
        _policy.Apply(
            new MessageId(Any.RunId, 0, index),
            _lane.Accounts[0],
            Settlement.From(index, attemptsBefore, outcome, supportsIdempotency: true),
            outcome
        );

    private async Task<ChannelAccount> AccountAsync(string id) => (await _fixture.Accounts.FindAsync(Any.TenantId, id, default))!;

    private async Task AssertNothingToStoreAsync()
    {
        var before = (await _fixture.VersionsAsync(), (await AccountAsync(Any.AccountId)).ETag);
        await _policy.StoreAsync();
        Assert.Equal(before.Item1, await _fixture.VersionsAsync());
        Assert.Equal(before.ETag, (await AccountAsync(Any.AccountId)).ETag);
    }
}
