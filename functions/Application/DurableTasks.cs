using CampaignTasks.Application.Automations;
using CampaignTasks.Application.Erasures;
using CampaignTasks.Application.Imports;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Runs;
using CampaignTasks.Application.Sending;
using CampaignTasks.Application.SingleMessages;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Application.Testers;
using Microsoft.DurableTask;

namespace CampaignTasks.Application;

/// <summary>All orchestrators and activities of the app.</summary>
public static class DurableTasks
{
    /// <summary>Registers them; every host calls this.</summary>
    public static void Register(DurableTaskRegistry registry) =>
        registry
            .AddOrchestrator<CampaignTaskOrchestrator>()
            .AddOrchestrator<LaneOrchestrator>()
            .AddOrchestrator<ImportOrchestrator>()
            .AddOrchestrator<ErasureOrchestrator>()
            .AddOrchestrator<TenantRemovalOrchestrator>()
            .AddActivity<RemoveTenantPartActivity>(TenantActivities.RemoveTenantPart)
            .AddOrchestrator<TestOrchestrator>()
            .AddActivity<BeginTestActivity>(TestActivities.BeginTest)
            .AddActivity<FinishTestActivity>(TestActivities.FinishTest)
            .AddOrchestrator<AutomationOrchestrator>()
            .AddOrchestrator<JourneySendOrchestrator>()
            .AddActivity<MoveJourneysActivity>(JourneyActivities.MoveJourneys)
            .AddActivity<FinishJourneyRunActivity>(JourneyActivities.FinishJourneyRun)
            .AddOrchestrator<SingleMessageOrchestrator>()
            .AddActivity<FinishSingleMessagesActivity>(SingleMessageActivities.FinishSingleMessages)
            .AddActivity<ImportChunkActivity>(ImportActivities.ImportPart)
            .AddActivity<BeginErasuresActivity>(ErasureActivities.BeginErasures)
            .AddActivity<EraseFromLedgersActivity>(ErasureActivities.EraseFromLedgers)
            .AddActivity<EndErasuresActivity>(ErasureActivities.EndErasures)
            .AddActivity<NextStepActivity>(RunActivities.NextStep)
            .AddActivity<PauseTaskActivity>(RunActivities.PauseTask)
            .AddActivity<PlanRunActivity>(RunActivities.PlanRun)
            .AddActivity<SendPagesActivity>(RunActivities.SendPages)
            .AddActivity<FinishRunActivity>(RunActivities.FinishRun);
}
