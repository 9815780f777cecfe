using CampaignTasks.Application.Maintenance;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.Application.Tests.Maintenance;

public sealed class AutomationWatchdogTests
{
    private static readonly AutomationKey Key = new(Any.TenantId, "01k9automation000000000aa");

    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task Tick_WhenJourneysStayDueAndTheOrchestrationRests_RaisesTheAlarmAndSignals()
    {
        var scene = await StartAsync(due: Any.Now);
        scene.Orchestration = Instance(lastTurn: Any.Now);

        await scene.TickAsync();
        Assert.Null(await AlertAsync(scene));

        await scene.TickAsync(Quarter);
        Assert.Equal("notMoving", (await AlertAsync(scene))?.Code);
        Assert.Equal(Key.AutomationId, Assert.Single(scene.AutomationSignals.Notified).Id);
        var log = await scene.Automations.ListEntriesAsync(Key, limit: 1, cursor: null, default);
        Assert.Equal(AutomationEvent.AlertRaised, log.Items[0].Event);
    }

    [Fact]
    public async Task Tick_WhenTheOrchestrationWorksOnManyDueJourneys_RaisesNoAlarm_ForAnHour()
    {
        var scene = await StartAsync(due: Any.Now);
        scene.Orchestration = Instance(lastTurn: Any.Now + Quarter);

        await scene.TickAsync(Quarter);
        Assert.Null(await AlertAsync(scene));

        scene.Orchestration = Instance(lastTurn: Any.Now + (5 * Quarter));
        await scene.TickAsync(4 * Quarter);
        Assert.Equal("notMoving", (await AlertAsync(scene))?.Code);
    }

    [Fact]
    public async Task Tick_WhenNothingIsDue_RaisesNoAlarm()
    {
        var scene = await StartAsync(due: Any.Now.AddDays(1));
        scene.Orchestration = Instance(lastTurn: Any.Now);

        await scene.TickAsync(8 * Quarter);

        Assert.Null(await AlertAsync(scene));
    }

    [Fact]
    public async Task Tick_WhenAsManyRunsAreUnderWayAsMayBe_RaisesNoAlarm()
    {
        var scene = await StartAsync(due: Any.Now);
        scene.Orchestration = Instance(lastTurn: Any.Now);
        var runs = Enumerable.Range(0, 50).Select(i => new JourneyRun(RunId.OfStep("acme", "a", 1, i, "turn"), 1, i, Any.Now));
        await scene.Journeys.SaveProgressAsync(Key, new JourneyProgress { Runs = [.. runs] }, default);

        await scene.TickAsync(8 * Quarter);

        Assert.Null(await AlertAsync(scene));
    }

    [Fact]
    public async Task Tick_WithoutAnOrchestration_RaisesTheAlarm_AndClearsItWhenThereIsOne()
    {
        var scene = await StartAsync(due: null);
        scene.Orchestration = null;

        await scene.TickAsync();
        Assert.Equal("orchestrationMissing", (await AlertAsync(scene))?.Code);

        scene.Orchestration = Instance(lastTurn: Any.Now);
        await scene.TickAsync(Quarter);
        Assert.Null(await AlertAsync(scene));
    }

    [Fact]
    public async Task Tick_WhenItIsPaused_LooksAtNothing()
    {
        var scene = await StartAsync(due: Any.Now);
        scene.Orchestration = null;
        var automation = (await scene.Automations.FindAsync(Key, default))!;
        await scene.Automations.UpdateAsync(automation.Pause(Automation.PausedByUser, Any.Now), default);

        await scene.TickAsync(Quarter);

        Assert.Null(await AlertAsync(scene));
    }

    private static async Task<WatchdogFixture> StartAsync(DateTimeOffset? due)
    {
        var scene = await WatchdogFixture.CreateAsync(Any.Task(CampaignTaskStatus.Draft));
        var plan = new AutomationPlan
        {
            Name = "Welcome",
            Trigger = new AutomationTrigger.ListMembership("newcomers"),
            Steps = [new AutomationStep.WaitFor(TimeSpan.FromDays(1))],
        };
        await scene.Automations.AddAsync(Automation.Create(Key, plan, Any.Now).Start(Any.Now), default);
        if (due is { } at)
        {
            var journey = new Journey
            {
                ContactId = "ann",
                Entry = "newcomers",
                EnteredAt = Any.Now,
                Status = JourneyStatus.Started,
                Due = at,
            };
            await scene.Journeys.SavePageAsync(Key, new JourneyPage(0, [journey]), default);
        }

        return scene;
    }

    private static async Task<TaskAlert?> AlertAsync(WatchdogFixture scene) => (await scene.Automations.FindAsync(Key, default))!.Alert;

    private static OrchestrationMetadata Instance(DateTimeOffset lastTurn) =>
        new(nameof(AutomationOrchestrator), "automation") { RuntimeStatus = OrchestrationRuntimeStatus.Running, LastUpdatedAt = lastTurn };
}
