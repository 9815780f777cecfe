using System.Net;
using CampaignTasks.App.Functions;
using CampaignTasks.App.Runs;
using CampaignTasks.App.Tests.EndToEnd;
using CampaignTasks.App.Tests.Standalone;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Durable.Protocol;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.App.Tests.Functions.Simulator;

/// <summary>The main job as a Functions app: the host runs the orchestrations, and the handler may die at any time.</summary>
[Collection(AppProcesses.Name)]
public sealed class HostedTaskTests
{
    private static readonly Misbehaviour Slow = new Misbehaviour.Slow(TimeSpan.FromMilliseconds(30));

    [Fact]
    public async Task Task_With250Addresses_SendsEachOnce()
    {
        await using var scene = await HostedScene.StartAsync();

        var task = await scene.SendAsync(250);
        var ended = await scene.UntilAsync(task, "completed");

        Assert.Equal((250, 250), ((int)ended["summary"]!["sent"]!, scene.Provider.RequestCount));
        Assert.Equal(250, scene.Provider.Mails.Values.Select(mail => mail.To).Distinct().Count());
        Assert.Empty(scene.Host.Hangs);
        Assert.DoesNotContain(FunctionsHost.SystemKey, scene.Host.Handler.Said, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => scene.Host.Durable.Instances.All(instance => instance.Status is OrchestrationStatus.Completed));
    }

    [Fact]
    public async Task Task_ThatStopsOnFailure_EndsFailedAndCancelsWhatIsPending()
    {
        await using var scene = await HostedScene.StartAsync(script =>
            script.For("reader30@example.net", new Misbehaviour.Refuse(400, "InvalidEmailAddress", "The recipient is refused.")));

        var task = await scene.SendAsync(2_000, stopOnFailure: true);
        var ended = await scene.UntilAsync(task, "failed");

        var (sent, canceled) = ((int)ended["summary"]!["sent"]!, (int)ended["summary"]!["canceled"]!);
        Assert.Equal((2_000, 0), (sent + canceled + 1, (int)ended["summary"]!["pending"]!));
        Assert.True(canceled > 0);
        Assert.Equal(sent + 1, scene.Provider.RequestCount);
    }

    [Fact]
    public async Task Task_PausedAndResumed_SendsExactlyTheRest()
    {
        await using var scene = await HostedScene.StartAsync(script => script.Everybody(Slow));
        var task = await scene.SendAsync(1_500);
        await scene.Provider.WaitForRequestsAsync(100, CancellationToken.None);

        await scene.Company.ActAsync(task, "pause");
        await Eventually.HoldsAsync(async () => await scene.Company.CountAsync(task, "sending") == 0);
        var atRest = scene.Provider.RequestCount;
        await scene.Company.ActAsync(task, "resume");
        var ended = await scene.UntilAsync(task, "completed");

        Assert.InRange(atRest, 100, 1_499);
        Assert.Equal((1_500, 1_500), ((int)ended["summary"]!["sent"]!, scene.Provider.RequestCount));
        Assert.Equal(1_500, scene.Provider.Mails.Count);
    }

    [Fact]
    public async Task Handler_KilledInTheMiddleOfSending_LosesNothingAndDoublesNothing()
    {
        await using var scene = await HostedScene.StartAsync(script => script.Everybody(Slow));
        var task = await scene.SendAsync(1_500);
        await scene.Provider.WaitForRequestsAsync(300, CancellationToken.None);

        scene.Host.Handler.Kill();
        var ended = await scene.UntilAsync(task, "completed");

        Assert.Equal((1_500, 0), ((int)ended["summary"]!["sent"]!, (int)ended["summary"]!["failed"]!));
        Assert.Equal(1_500, scene.Provider.Mails.Values.Select(mail => mail.To).Distinct().Count());
        Assert.Equal(1_500, scene.Provider.Mails.Count);
        Assert.Equal(2, scene.Host.Handler.Starts);
        Assert.Empty(scene.Host.Hangs);
    }

    [Theory]
    [InlineData(nameof(LaneOrchestrator), 1, true)]
    [InlineData(nameof(LaneOrchestrator), 1, false)]
    [InlineData(nameof(RunOrchestrator), 2, true)]
    [InlineData(nameof(CampaignTaskOrchestrator), 2, true)]
    public async Task Handler_KilledDuringATurn_CostsThatOrchestrationAndNotTheTask(string orchestrator, int turn, bool isNoticed)
    {
        await using var scene = await HostedScene.StartAsync(script => script.Everybody(Slow));
        var (durable, handler, turns) = (scene.Host.Durable, scene.Host.Handler, 0);
        scene.Host.OnCall = function =>
        {
            if (function == orchestrator && Interlocked.Increment(ref turns) == turn)
            {
                // The turn is on its way to a process that is gone.
                (isNoticed ? (Action)handler.Kill : handler.KillUnnoticed)();
            }
        };

        var task = await scene.SendAsync(600);
        var ended = await scene.UntilAsync(task, "completed", meanwhile: async () =>
        {
            if (durable.Instances.Any(instance => instance is { Name: nameof(CampaignTaskOrchestrator), Status: OrchestrationStatus.Failed }))
            {
                await TryTickAsync(scene);
            }
        });

        Assert.Equal((600, 600), ((int)ended["summary"]!["sent"]!, scene.Provider.Mails.Count));
        Assert.Equal(600, scene.Provider.Mails.Values.Select(mail => mail.To).Distinct().Count());
        Assert.Equal(2, handler.Starts);
        Assert.True(durable.Failures > 0);
    }

    private static async Task TryTickAsync(HostedScene scene)
    {
        try
        {
            await scene.Host.TickAsync(nameof(Watchdog));
        }
        catch (InvocationException)
        {
            // The handler is gone and not back yet: a later tick finds it.
        }
    }

    [Fact]
    public async Task Trap12_Turns_DeliveredTwice_AreAnsweredAlike()
    {
        await using var scene = await HostedScene.StartAsync();
        scene.Host.Durable.AsksTwice = true;

        var task = await scene.SendAsync(250);
        var ended = await scene.UntilAsync(task, "completed");

        Assert.Equal((250, 250), ((int)ended["summary"]!["sent"]!, scene.Provider.RequestCount));
        Assert.Equal(0, scene.Host.Durable.Failures);
    }

    [Fact]
    public async Task Trap13_Activities_CalledTwiceAtOnce_SendEachMailOnce()
    {
        await using var scene = await HostedScene.StartAsync(script => script.Everybody(Slow));
        scene.Host.Durable.CallsActivitiesTwice = true;

        var task = await scene.SendAsync(300);
        var ended = await scene.UntilAsync(task, "completed");

        Assert.Equal((300, 0), ((int)ended["summary"]!["sent"]!, (int)ended["summary"]!["unknown"]!));
        Assert.Equal(300, scene.Provider.Mails.Count);
        Assert.Equal(300, scene.Provider.Mails.Values.Select(mail => mail.To).Distinct().Count());
    }

    [Fact]
    public async Task Report_DeliveredByTheQueueTrigger_StandsInTheHistory_AndABadOneFailsItsInvocation()
    {
        await using var scene = await HostedScene.StartAsync();
        var task = await scene.SendAsync(2);
        await scene.UntilAsync(task, "completed");
        var report = DeliveryReportTests.Report(scene.Provider.Mails.Keys.First(), "Delivered");

        await scene.Host.DeliverAsync("DeliveryReports", report, dequeueCount: 1);
        await scene.Host.DeliverAsync("DeliveryReports", report, dequeueCount: 2);

        await Eventually.HoldsAsync(async () => await scene.Company.CountAsync(task, "delivered") == 1);
        await Assert.ThrowsAsync<InvocationException>(() => scene.Host.DeliverAsync("DeliveryReports", "no event", dequeueCount: 1));
    }

    [Fact]
    public async Task Timers_CalledTwiceAndLate_DoNoHarm()
    {
        await using var scene = await HostedScene.StartAsync(script => script.Everybody(Slow));
        var task = await scene.SendAsync(300);

        foreach (var timer in FunctionCatalog.Timers)
        {
            await scene.Host.TickAsync(timer.Name);
            await scene.Host.TickAsync(timer.Name, isPastDue: true);
        }

        var ended = await scene.UntilAsync(task, "completed");
        Assert.Equal((300, 300), ((int)ended["summary"]!["sent"]!, scene.Provider.RequestCount));
    }

    [Fact]
    public async Task PublicRoutes_OfTheHost_ReachTheApiAndNothingElse()
    {
        await using var scene = await HostedScene.StartAsync();
        using var http = new HttpClient { BaseAddress = scene.Host.Address };

        using var health = await http.GetAsync(new Uri("/api/health", UriKind.Relative));
        using var direct = await http.PostAsync(new Uri("/LaneOrchestrator", UriKind.Relative), new StringContent("{}"));
        using var through = await http.PostAsync(new Uri("/api/%2e%2e/LaneOrchestrator", UriKind.Relative), new StringContent("{}"));

        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, direct.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, through.StatusCode);
    }
}
