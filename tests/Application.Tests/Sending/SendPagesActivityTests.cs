using CampaignTasks.Application.Accounts;
using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Secrets;
using CampaignTasks.Application.Sending;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;
using Moq;

namespace CampaignTasks.Application.Tests.Sending;

public sealed class SendPagesActivityTests : IDisposable
{
    private static readonly LaneWork Work = new(ActivityFixture.RunRef, Lane: 0, FromPage: 0);
    private static readonly LaneResult Halted = new(LaneState.Halted, Work);

    private readonly ActivityFixture _fixture = new(sendersOfOneTenant: 1);

    private SenderLimiter Senders => _fixture.Get<SenderLimiter>();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task SendPages_OfARunThatIsGone_Throws()
    {
        await _fixture.StoreAsync(ActivityFixture.RunningTask());

        await Assert.ThrowsAsync<InvalidOperationException>(() => _fixture.SendPagesAsync(Work));
    }

    [Fact]
    public async Task SendPages_OfATaskThatRuns_SendsEachMessageOnce()
    {
        await _fixture.StorePlannedAsync(messages: 300);

        var result = await _fixture.SendPagesAsync(Work);

        Assert.Equal(new LaneResult(LaneState.Done, Work), result);
        Assert.All(await _fixture.MessagesAsync(), message => Assert.Equal((MessageState.Sent, 1), (message.State, message.Attempts)));
        var before = await _fixture.VersionsAsync();
        Assert.Equal(result, await _fixture.SendPagesAsync(Work));
        Assert.Equal(before, await _fixture.VersionsAsync());
    }

    [Fact]
    public async Task SendPages_AfterACrashInAClaim_AsksAgainForThatClaimAlone()
    {
        await _fixture.StorePlannedAsync();
        await _fixture.ChangeAsync(0, message => message with { State = MessageState.Sent, Attempts = 1, Account = Any.AccountId });
        await _fixture.ChangeAsync(1, message => message with { State = MessageState.Sending, Account = Any.AccountId }, claimId: "dead");

        var result = await _fixture.SendPagesAsync(Work);
        if (result.State is LaneState.Wait)
        {
            result = await _fixture.SendPagesAsync(result.Next with { NotBefore = null });
        }

        Assert.Equal(LaneState.Done, result.State);
        Assert.Equal(["user1@example.net", "user2@example.net"], _fixture.Channel.Requests.Select(request => request.To).Order());
    }

    [Fact]
    public async Task SendPages_WhenTheProviderAsksForNoTimeAtAll_WaitsAllTheSame()
    {
        _fixture.Answer = static (_, _) => new SendOutcome.Throttled(TimeSpan.Zero);
        await _fixture.StorePlannedAsync();

        var result = await _fixture.SendPagesAsync(Work);

        Assert.Equal(LaneState.Wait, result.State);
        Assert.True(result.Next.NotBefore > Any.Now);
    }

    [Theory]
    [InlineData(CampaignTaskStatus.Scheduled)]
    [InlineData(CampaignTaskStatus.Paused)]
    [InlineData(CampaignTaskStatus.Completed)]
    [InlineData(CampaignTaskStatus.Failed)]
    [InlineData(CampaignTaskStatus.Canceled)]
    public Task SendPages_OfATaskThatDoesNotRun_HaltsAndSendsNothing(CampaignTaskStatus status) => HaltsAsync(Any.Task(status));

    [Fact]
    public Task SendPages_OfATaskAtAnotherRun_HaltsAndSendsNothing() =>
        HaltsAsync(ActivityFixture.RunningTask(people: 3) with { CurrentRun = RunId.From(Any.TenantId, Any.TaskId, Any.Now.AddDays(1)) });

    [Fact]
    public Task SendPages_OfARunThatTheEditedPlanHasNotReached_HaltsAndSendsNothing() =>
        HaltsAsync(ActivityFixture.RunningTask(people: 3) with { PlanVersion = 2 });

    [Fact]
    public Task SendPages_OfARunThatFailed_HaltsAndSendsNothing() =>
        HaltsAsync(ActivityFixture.RunningTask(people: 3), Any.Run() with { Failure = "Message 1 failed" });

    [Fact]
    public async Task SendPages_OfATaskThatIsGone_HaltsAndSendsNothing()
    {
        await _fixture.AddRunAsync(messages: 3);

        Assert.Equal(Halted, await _fixture.SendPagesAsync(Work));
        Assert.Empty(_fixture.Channel.Requests);
    }

    [Fact]
    public async Task SendPages_OfAHaltedLaneThatWasCalled_GivesItsPlaceToTheNextAndWakesIt()
    {
        await _fixture.StorePlannedAsync(task: Any.Task(CampaignTaskStatus.Paused));
        CallTheLaneWhileAnotherWaits();

        await _fixture.SendPagesAsync(Work);

        VerifyWoken("other");
        Assert.True(Senders.TryTake(Any.TenantId, "other"));
    }

    [Fact]
    public async Task SendPages_WhenTheTenantHasAllItsPlaces_WaitsToBeCalledAndSendsNothing()
    {
        await _fixture.StorePlannedAsync();
        Senders.TryTake(Any.TenantId, "other");

        var result = await _fixture.SendPagesAsync(Work);

        Assert.Equal(new LaneResult(LaneState.Wait, Work with { NotBefore = Any.Now.AddMinutes(1) }), result);
        Assert.Empty(_fixture.Channel.Requests);
        Assert.Equal(["lane"], Senders.Return(Any.TenantId));
    }

    [Fact]
    public async Task SendPages_WhenItsTurnIsOverAndOthersWait_QueuesAgainAndWakesTheNext()
    {
        await _fixture.StorePlannedAsync(messages: 500);
        CallTheLaneWhileAnotherWaits();
        LastsFor(SenderLimiter.ShortTurn);

        var result = await _fixture.SendPagesAsync(Work);

        Assert.Equal((LaneState.Wait, 1), (result.State, result.Next.FromPage));
        Assert.Equal(_fixture.Time.GetUtcNow().AddMinutes(1), result.Next.NotBefore);
        Assert.Equal(250, _fixture.Channel.Requests.Count);
        VerifyWoken("other");
        Assert.True(Senders.IsWaiting(Any.TenantId, "lane"));
    }

    [Fact]
    public async Task SendPages_WhenAShortTurnIsOverAndNobodyWaits_SendsOn()
    {
        await _fixture.StorePlannedAsync(messages: 500);
        LastsFor(SenderLimiter.ShortTurn);

        Assert.Equal(LaneState.Done, (await _fixture.SendPagesAsync(Work)).State);
    }

    [Fact]
    public async Task SendPages_WhenItsTimeIsOverAndNobodyWaits_GoesOnInAnotherStep()
    {
        await _fixture.StorePlannedAsync(messages: 500);
        LastsFor(LaneSender.LongStep);

        Assert.Equal(new LaneResult(LaneState.More, Work with { FromPage = 1 }), await _fixture.SendPagesAsync(Work));
    }

    [Fact]
    public async Task SendPages_WhenTheNextLaneCannotBeWoken_ReturnsAllTheSame()
    {
        await _fixture.StorePlannedAsync();
        CallTheLaneWhileAnotherWaits();
        _fixture
            .Client.Setup(client => client.RaiseEventAsync("other", It.IsAny<string>(), It.IsAny<object?>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new InvalidOperationException("The hub is away."));

        Assert.Equal(LaneState.Done, (await _fixture.SendPagesAsync(Work)).State);
    }

    [Fact]
    public async Task SendPages_WhenItsAccountIsStopped_PausesTheTaskAndKeepsTheMessages()
    {
        await _fixture.StorePlannedAsync(account: Any.Account() with { Status = AccountStatus.Stopped });

        await PausesForWantOfAnAccountAsync();
    }

    [Fact]
    public async Task SendPages_WhenItsAccountIsGone_PausesTheTaskAndKeepsTheMessages()
    {
        await _fixture.StorePlannedAsync(task: ActivityFixture.Running(Any.Plan() with { Accounts = ["gone"] }, people: 3));

        await PausesForWantOfAnAccountAsync();
    }

    [Fact]
    public async Task SendPages_WhenItsSecretsCannotBeRead_PausesTheTaskAndKeepsTheMessages()
    {
        var lost = new AesGcmSecretProtector([.. Enumerable.Repeat((byte)1, AesGcmSecretProtector.KeyBytes)], []);
        var secret = lost.Protect("sample-password", AccountResolver.Purpose(Any.TenantId, Any.AccountId, "password"));
        await _fixture.StorePlannedAsync(
            account: Any.Account() with
            {
                ProtectedSecrets = new Dictionary<string, string> { ["password"] = secret },
            }
        );

        await PausesForWantOfAnAccountAsync();
    }

    [Fact]
    public async Task SendPages_WhenAnotherClaimTookThePage_ThrowsAndGivesItsPlaceBack()
    {
        await _fixture.StorePlannedAsync();
        _fixture.Channel.Meanwhile = async message =>
        {
            if (message.Id.Index is 0)
            {
                var page = (await _fixture.Ledger.ReadPageAsync(await _fixture.StoredRunAsync(), 0, default))!;
                page.Recover(hasIdempotencyKey: true, Any.Now);
                page.Claim("successor", Any.AccountId, from: 0, most: 3, Any.Now);
                await _fixture.Ledger.SavePageAsync(await _fixture.StoredRunAsync(), page, default);
            }
        };

        await Assert.ThrowsAsync<PageLostException>(() => _fixture.SendPagesAsync(Work));

        Assert.True(Senders.TryTake(Any.TenantId, "other"));
    }

    [Fact]
    public async Task SendPages_InAProcessThatStops_ThrowsSoThatTheStepIsRepeatedElsewhere()
    {
        await _fixture.StorePlannedAsync(messages: 500);
        _fixture.Channel.Meanwhile = _ =>
        {
            _fixture.Stop();
            return Task.CompletedTask;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _fixture.SendPagesAsync(Work));

        Assert.DoesNotContain(MessageState.Sending, await _fixture.StatesAsync());
        Assert.Equal(_fixture.Channel.Requests.Count, (await _fixture.StatesAsync()).Count(state => state is MessageState.Sent));
    }

    private async Task HaltsAsync(CampaignTask task, Run? run = null)
    {
        await _fixture.StorePlannedAsync(task: task, run: run);
        var before = await _fixture.VersionsAsync();

        Assert.Equal(Halted, await _fixture.SendPagesAsync(Work));

        Assert.Equal(before, await _fixture.VersionsAsync());
        Assert.True(Senders.TryTake(Any.TenantId, "other"));
    }

    private async Task PausesForWantOfAnAccountAsync()
    {
        Assert.Equal(Halted, await _fixture.SendPagesAsync(Work));

        var task = await _fixture.StoredTaskAsync();
        Assert.Equal((CampaignTaskStatus.Paused, SendFailure.NoAccount.Reason), (task.Status, task.PauseReason));
        Assert.All(await _fixture.StatesAsync(), state => Assert.Equal(MessageState.Pending, state));
        Assert.True(Senders.TryTake(Any.TenantId, "other"));
    }

    /// <summary>The tenant's one place is kept for the lane, and another lane waits.</summary>
    private void CallTheLaneWhileAnotherWaits()
    {
        Assert.True(Senders.TryTake(Any.TenantId, "before"));
        Assert.False(Senders.TryTake(Any.TenantId, "lane"));
        Assert.False(Senders.TryTake(Any.TenantId, "other"));
        Assert.Equal(["lane"], Senders.Return(Any.TenantId));
    }

    /// <summary>The first request takes so long.</summary>
    private void LastsFor(TimeSpan time) =>
        _fixture.Channel.Meanwhile = message =>
        {
            if (message.Id is { Page: 0, Index: 0 })
            {
                _fixture.Time.Advance(time);
            }

            return Task.CompletedTask;
        };

    private void VerifyWoken(string lane) =>
        _fixture.Client.Verify(
            client => client.RaiseEventAsync(lane, RunActivities.Refresh, It.IsAny<object?>(), It.IsAny<CancellationToken>()),
            Times.Once
        );
}
