using CampaignTasks.Api.Erasures;
using CampaignTasks.Api.Imports;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;
using Microsoft.DurableTask;

namespace CampaignTasks.Api.Runs;

/// <summary>Every orchestrator and activity of the app, for whichever host runs them.</summary>
public static class DurableTasks
{
    /// <summary>Registers them all.</summary>
    public static void Register(DurableTaskRegistry registry) => registry
        .AddOrchestrator<CampaignTaskOrchestrator>()
        .AddOrchestrator<LaneOrchestrator>()
        .AddOrchestrator<ImportOrchestrator>()
        .AddOrchestrator<ErasureOrchestrator>()
        .AddActivity<ImportPartActivity>(ImportActivities.ImportPart)
        .AddActivity<BeginErasuresActivity>(ErasureActivities.BeginErasures)
        .AddActivity<EraseFromLedgersActivity>(ErasureActivities.EraseFromLedgers)
        .AddActivity<EndErasuresActivity>(ErasureActivities.EndErasures)
        .AddActivity<NextStepActivity>(RunActivities.NextStep)
        .AddActivity<PauseTaskActivity>(RunActivities.PauseTask)
        .AddActivity<PlanRunActivity>(RunActivities.PlanRun)
        .AddActivity<SendPagesActivity>(RunActivities.SendPages)
        .AddActivity<FinishRunActivity>(RunActivities.FinishRun);
}
