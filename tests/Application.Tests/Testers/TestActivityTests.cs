using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Testers;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Testers;

public sealed class TestActivityTests : IDisposable
{
    private static readonly TestSend Test = Any.TestSend(Any.Task()) with
    {
        Testers = [new TestRecipient("t1", "Tess Terry", "tess@example.net"), new TestRecipient("t2", "Tom", "tom@example.net")],
    };

    private static readonly RunRef Run = new(Any.TenantId, Any.TaskId, Test.Run.ToString());

    private readonly ActivityFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Test_SentThroughTheAccount_FillsTheTestersNameAndIsClosed()
    {
        await StoreAsync();

        Assert.True(await BeginAsync());
        Assert.Equal(LaneState.Done, (await SendAsync()).State);
        await FinishAsync();

        Assert.Equal(
            [("tess@example.net", "Hi Tess, it is here."), ("tom@example.net", "Hi Tom, it is here.")],
            _fixture.Channel.Requests.Select(request => (request.To, request.Content.Text)).Order()
        );
        Assert.Equal([MessageState.Sent, MessageState.Sent], (await MessagesAsync()).Select(message => message.State));
        var task = await _fixture.StoredTaskAsync();
        Assert.Equal((CampaignTaskStatus.Testing, 0), (task.Status, task.OpenTests.Count));
        Assert.Equal(Any.Now, (await RunAsync()).CompletedAt);
        Assert.Empty((await _fixture.Runs.ListAsync(Any.TenantId, Any.TaskId, 10, null, default)).Items);
    }

    [Fact]
    public async Task Test_OfSeveralCreatives_SendsEachTesterEveryOne()
    {
        PlannedCreative[] creatives =
        [
            .. from text in new[] { "One", "Two", "Three" }
            select new PlannedCreative(new(text, text, null)) { Source = new(text, 1), Weight = 1 },
        ];
        var test = Test with { Creatives = [.. creatives.Select(creative => creative.Source!)] };
        await _fixture.StoreAsync(Any.Task(Any.Plan() with { Creatives = creatives }).Test(test, Any.Now));

        await BeginAsync();
        Assert.Equal(LaneState.Done, (await SendAsync()).State);

        Assert.Equal(
            from to in new[] { "tess@example.net", "tom@example.net" }
            from text in new[] { "One", "Three", "Two" }
            select (to, text),
            _fixture.Channel.Requests.Select(request => (request.To, request.Content.Text)).Order()
        );
        Assert.Equal(["One", "Two", "Three", "One", "Two", "Three"], (await MessagesAsync()).Select(message => message.Creative!.Id));
    }

    [Fact]
    public async Task Test_CarriedOutAgain_SendsNothingMore()
    {
        await StoreAsync();
        for (var time = 0; time < 2; time++)
        {
            await BeginAsync();
            await SendAsync();
        }

        await FinishAsync();
        await FinishAsync();

        Assert.Equal(2, _fixture.Channel.Requests.Count);
        Assert.False(await BeginAsync());
    }

    [Fact]
    public async Task Test_KilledAfterItsClaim_AsksAgainWithTheSameKey()
    {
        await StoreAsync();
        await BeginAsync();
        await ClaimAsync();

        await SendAsync();

        Assert.Equal(
            [new MessageId(Test.Run, 0, 0), new MessageId(Test.Run, 0, 1)],
            _fixture.Channel.Requests.Select(request => request.Id).OrderBy(id => id.Index)
        );
        Assert.All(await MessagesAsync(), message => Assert.Equal(MessageState.Sent, message.State));
    }

    [Fact]
    public async Task Test_ToASuppressedAndAnUnsubscribedTester_IsRefusedWithTheReason()
    {
        await StoreAsync();
        var suppression = new Suppression(SuppressionReason.HardBounce, "acs", Any.Now);
        await ChangeAsync("tess@example.net", record => record.Suppressing(suppression));
        await ChangeAsync("tom@example.net", record => record.Saying(new Consent(ConsentStatus.Unsubscribed, "api", Any.Now)));

        await BeginAsync();
        await SendAsync();

        Assert.Empty(_fixture.Channel.Requests);
        var messages = await MessagesAsync();
        Assert.All(messages, message => Assert.Equal(MessageState.Skipped, message.State));
        Assert.StartsWith("suppressed: hardBounce", messages[0].Reason, StringComparison.Ordinal);
        Assert.StartsWith("unsubscribed: by api", messages[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_OfATaskThatWasEditedMeanwhile_EndsWithTheReason()
    {
        await StoreAsync();
        await BeginAsync();
        var task = await _fixture.StoredTaskAsync();
        await _fixture.Tasks.UpdateAsync(task.Edit(task.Plan with { StopOnFailure = true }, Any.Now), recipients: null, default);

        Assert.Equal(LaneState.Halted, (await SendAsync()).State);
        await FinishAsync();

        Assert.Empty(_fixture.Channel.Requests);
        Assert.All(await MessagesAsync(), message => Assert.StartsWith("edited", message.Reason, StringComparison.Ordinal));
        Assert.Empty((await _fixture.StoredTaskAsync()).OpenTests);
    }

    [Fact]
    public async Task Test_ThroughAnAccountThatWasStopped_EndsWithTheReason()
    {
        await StoreAsync(Any.Account().Stop("401: denied", Any.Now));
        await BeginAsync();

        Assert.Equal(LaneState.Halted, (await SendAsync()).State);
        await FinishAsync();

        Assert.All(await MessagesAsync(), message => Assert.Equal(MessageState.Canceled, message.State));
        Assert.All(await MessagesAsync(), message => Assert.StartsWith("accountStopped", message.Reason, StringComparison.Ordinal));
        Assert.Equal(CampaignTaskStatus.Testing, (await _fixture.StoredTaskAsync()).Status);
    }

    [Fact]
    public async Task Test_BeyondTheAccountsDailyLimit_WaitsForTheNextDay()
    {
        await StoreAsync(Any.Account() with { Pacing = Pacing.None with { DailyLimit = 1 } });
        await BeginAsync();

        var result = await SendAsync();

        Assert.Equal(LaneState.Wait, result.State);
        Assert.Equal(Any.Now.Date.AddDays(1), result.Next.NotBefore?.UtcDateTime);
        Assert.Single(_fixture.Channel.Requests);
    }

    [Fact]
    public async Task Test_OfATaskForLater_LeavesAtOnceAndIsNotPacedByTheTask()
    {
        var plan = Any.Plan() with { Schedule = new(Any.Now.AddDays(3)), Pacing = Pacing.None with { DailyLimit = 1 } };
        await StoreAsync(plan: plan);
        await BeginAsync();

        Assert.Equal(LaneState.Done, (await SendAsync()).State);

        Assert.Equal(2, _fixture.Channel.Requests.Count);
    }

    [Fact]
    public async Task Test_RefusedByTheProvider_FailsOnRecordAndSuppressesTheAddress()
    {
        _fixture.Answer = (_, _) => new SendOutcome.Rejected("550", "no such mailbox", new Verdict(SuppressionReason.HardBounce, "acs"));
        await StoreAsync();
        await BeginAsync();

        await SendAsync();

        Assert.All(await MessagesAsync(), message => Assert.Equal(MessageState.Failed, message.State));
        var records = await _fixture.Contacts.FindRecordsAsync(Any.TenantId, ChannelKind.Email, ["tess@example.net"], default);
        Assert.Equal(SuppressionReason.HardBounce, records[0].Suppression?.Reason);
    }

    private async Task StoreAsync(ChannelAccount? account = null, TaskPlan? plan = null) =>
        await _fixture.StoreAsync(Any.Task(plan ?? Any.Plan()).Test(Test, Any.Now), account);

    private Task<bool> BeginAsync() => _fixture.CallAsync<BeginTestActivity, RunRef, bool>(Run);

    private Task<LaneResult> SendAsync() => _fixture.SendPagesAsync(new LaneWork(Run, Lane: 0, FromPage: 0));

    private Task<string?> FinishAsync() => _fixture.CallAsync<FinishTestActivity, RunRef, string?>(Run);

    private async Task<Run> RunAsync() => (await _fixture.Runs.FindAsync(Test.Run, default))!;

    private async Task<IReadOnlyList<LedgerMessage>> MessagesAsync() =>
        (await _fixture.Ledger.ReadPageAsync(await RunAsync(), page: 0, default))!.Messages;

    private async Task ClaimAsync()
    {
        var run = await RunAsync();
        var page = (await _fixture.Ledger.ReadPageAsync(run, page: 0, default))!;
        page.Claim("a dead sender's", Any.AccountId, from: 0, most: 2, Any.Now);
        await _fixture.Ledger.SavePageAsync(run, page, default);
    }

    private Task<AddressRecord> ChangeAsync(string address, Func<AddressRecord, AddressRecord> change) =>
        _fixture.Contacts.ChangeRecordAsync(Any.TenantId, ChannelKind.Email, address, change, default);
}
