using System.Text;
using System.Text.Json.Nodes;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.Worker.Tests;

/// <summary>Tasks carried out by the worker, with the genuine Durable extension in front of it.</summary>
[Collection(HostedAppCollection.Name)]
public sealed class TaskTests(HostedAppFixture fixture)
{
    private static readonly Misbehaviour Refusal = new Misbehaviour.Refuse(400, "InvalidEmailAddress", "The recipient is refused.");

    private static readonly Misbehaviour Slow = new Misbehaviour.Slow(TimeSpan.FromMilliseconds(30));

    private readonly HostedApp _app = fixture.App;

    private readonly Tenant _tenant = new(fixture.App);

    [Fact]
    public async Task Task_With250PastedAddresses_SendsEachOnce()
    {
        await using var provider = await AcsStandIn.StartAsync();

        var ended = await _tenant.EndedAsync(await _tenant.SendAsync(provider, 250), "completed");

        Assert.Equal((250, 250), ((int)ended["summary"]!["total"]!, (int)ended["summary"]!["sent"]!));
        Assert.Equal((250, 250), (provider.RequestCount, provider.Mails.Values.Select(mail => mail.To).Distinct().Count()));
    }

    [Fact]
    public async Task Task_ThatStopsOnFailure_EndsFailedAndCancelsWhatIsPending()
    {
        await using var provider = await AcsStandIn.StartAsync();
        provider.Script.For("reader30@example.net", Refusal);

        var ended = await _tenant.EndedAsync(await _tenant.SendAsync(provider, 3_000, stopOnFailure: true), "failed");

        var (sent, failed, canceled) = (
            (int)ended["summary"]!["sent"]!,
            (int)ended["summary"]!["failed"]!,
            (int)ended["summary"]!["canceled"]!
        );
        Assert.Equal((3_000, 1), (sent + failed + canceled, failed));
        Assert.True(canceled > 0);
        Assert.Equal(sent + 1, provider.RequestCount);
    }

    [Fact]
    public async Task Task_PausedAndResumed_SendsExactlyTheRest()
    {
        await using var provider = await AcsStandIn.StartAsync();
        provider.Script.Everybody(Slow);
        var task = await _tenant.SendAsync(provider, 1_500);
        await HasAskedAsync(provider, 200);

        await _tenant.ActAsync(task, "pause");
        var paused = await _tenant.UntilAsync(task, "nothing is under way", seen => (int)seen["summary"]!["sending"]! == 0);
        var settled = provider.RequestCount;
        await _tenant.ActAsync(task, "resume");
        await _tenant.EndedAsync(task, "completed");

        Assert.Equal(
            ("paused", settled, 1_500 - settled),
            ((string)paused["status"]!, (int)paused["summary"]!["sent"]!, (int)paused["summary"]!["pending"]!)
        );
        Assert.Equal((1_500, 1_500), (provider.RequestCount, provider.Mails.Count));
    }

    [Fact]
    public async Task Worker_KilledInAnActivity_LosesNothingAndDoublesNothing()
    {
        await using var provider = await AcsStandIn.StartAsync();
        provider.Script.Everybody(Slow);
        var task = await _tenant.SendAsync(provider, 1_500);
        await HasAskedAsync(provider, 300);

        await KillAsync();
        var ended = await _tenant.EndedAsync(task, "completed");

        Assert.Equal(1_500, (int)ended["summary"]!["sent"]!);
        Assert.Equal((1_500, 1_500), (provider.Mails.Count, provider.Mails.Values.Select(mail => mail.To).Distinct().Count()));
    }

    [Fact]
    public async Task Worker_KilledInATurn_TakesItUpAgain()
    {
        await using var provider = await AcsStandIn.StartAsync();
        var task = await _tenant.SendAsync(provider, 50, schedule: new { startAt = DateTimeOffset.UtcNow.AddSeconds(3) });
        var killed = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        _app.Host.Called = function =>
        {
            if (function is "CampaignTaskOrchestrator" && !killed.Task.IsCompleted)
            {
                killed.TrySetResult(KillAsync());
            }
        };

        await await killed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        _app.Host.Called = null;
        var ended = await _tenant.EndedAsync(task, "completed");

        Assert.Equal((50, 50), ((int)ended["summary"]!["sent"]!, provider.Mails.Count));
    }

    [Fact]
    public async Task Worker_KilledWhenATaskIsToBePaused_TellsTheOrchestrationFromAnActivity()
    {
        // The account is refused: an activity pauses the task and tells its orchestration, in a worker that was called by nothing else
        // before.
        await using var provider = await AcsStandIn.StartAsync();
        provider.Script.Everybody(new Misbehaviour.Hang());
        var task = await _tenant.SendAsync(provider, 20);
        await HasAskedAsync(provider, 1);
        provider.Script.Everybody(new Misbehaviour.Refuse(401, "Denied", "The key is not known."));

        await KillAsync();
        provider.Release();
        var paused = await _tenant.UntilAsync(task, "the task is paused", seen => (string)seen["status"]! is "paused");

        Assert.NotEqual("user", (string)paused["pauseReason"]!);
    }

    [Fact]
    public async Task Reports_OnTheQueue_StandInTheHistory()
    {
        await using var provider = await AcsStandIn.StartAsync();
        var task = await _tenant.SendAsync(provider, 3);
        await _tenant.EndedAsync(task, "completed");

        foreach (var mail in provider.Mails.Keys)
        {
            await _app.EnqueueAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(Report(mail))));
        }

        await _tenant.UntilAsync(task, "all are delivered", seen => (int)seen["summary"]!["delivered"]! == 3);
    }

    private static async Task HasAskedAsync(AcsStandIn provider, int requests)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await provider.WaitForRequestsAsync(requests, timeout.Token);
    }

    private async Task KillAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _app.Host.KillWorkerAsync(timeout.Token);
    }

    private static string Report(Guid mail) =>
        new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["eventType"] = "Microsoft.Communication.EmailDeliveryReportReceived",
            ["eventTime"] = "2026-11-25T12:00:00Z",
            ["data"] = new JsonObject
            {
                ["messageId"] = mail.ToString(),
                ["status"] = "Delivered",
                ["deliveryAttemptTimeStamp"] = "2026-11-25T12:00:00Z",
            },
        }.ToJsonString();
}
