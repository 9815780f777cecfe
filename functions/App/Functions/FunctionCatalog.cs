using System.Collections.Immutable;
using CampaignTasks.App.Erasures;
using CampaignTasks.App.Functions.Queues;
using CampaignTasks.App.Hooks;
using CampaignTasks.App.Imports;
using CampaignTasks.App.Runs;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.App.Functions;

/// <summary>
/// Every function of the app, one row each, whichever host runs it. To add a timer function: write a class that is an
/// <see cref="Timers.ITimerFunction"/>, and a row here.
/// </summary>
internal static class FunctionCatalog
{
    public static ImmutableArray<Function> All { get; } =
    [
        new Function.Http("api", Route: "{*path}"),
        new Function.Http("hooks", Route: "hooks/{*path}"),

        new Function.Orchestrator(nameof(CampaignTaskOrchestrator)),
        new Function.Orchestrator(nameof(RunOrchestrator)),
        new Function.Orchestrator(nameof(LaneOrchestrator)),
        new Function.Orchestrator(nameof(ImportOrchestrator)),
        new Function.Orchestrator(nameof(ErasureOrchestrator)),

        new Function.Activity(RunActivities.NextStep),
        new Function.Activity(RunActivities.PauseTask),
        new Function.Activity(RunActivities.PlanRun),
        new Function.Activity(RunActivities.ReadOrder),
        new Function.Activity(RunActivities.SendPages),
        new Function.Activity(RunActivities.FinishRun),
        new Function.Activity(ImportActivities.ImportPart),
        new Function.Activity(ErasureActivities.BeginErasures),
        new Function.Activity(ErasureActivities.EraseFromLedgers),
        new Function.Activity(ErasureActivities.EndErasures),

        new Function.Endpoint("DurableEndpoint"),

        Function.TimerOf<Reconciler>("0 */10 * * * *"),
        Function.TimerOf<ImportReconciler>("30 */10 * * * *"),
        Function.TimerOf<ErasureReconciler>("45 */5 * * * *"),
        Function.TimerOf<HistoryPurge>("0 17 * * * *"),
        Function.TimerOf<Watchdog>("0 */5 * * * *"),

        Function.QueueOf<DeliveryReports>(QueueName.Events),
    ];

    public static IEnumerable<Function.Timer> Timers => All.OfType<Function.Timer>();

    public static IEnumerable<Function.Queue> Queues => All.OfType<Function.Queue>();
}
