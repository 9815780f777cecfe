using CampaignTasks.App.Accounts;
using CampaignTasks.App.Erasures;
using CampaignTasks.App.Forecasts;
using CampaignTasks.App.Health;
using CampaignTasks.App.Imports;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Durable;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CampaignTasks.App.Runs;

/// <summary>The room's entry: what carries tasks out.</summary>
internal static class RunsServices
{
    /// <summary>Adds orchestrators, activities, senders and signals. The host of orchestrations is added separately.</summary>
    public static IServiceCollection AddRuns(this IServiceCollection services)
    {
        services.AddOptions<SendingOptions>().BindConfiguration("CampaignTasks").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SendingOptions>, SendingOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AccountOpener>();
        services.TryAddSingleton<WebhookAddress>();
        services.AddSingleton<RunControls>();
        services.AddSingleton<AccountGates>();
        services.AddSingleton<RunTroubles>();
        services.AddSingleton<RunOpening>().AddSingleton<RunPlanner>().AddSingleton<Budgets>();
        services.AddSingleton<ITaskSignals, TaskSignals>();
        services.AddSingleton<IImportRunner, ImportRunner>();
        services.AddSingleton<IErasureRunner, ErasureRunner>();
        return services.AddDurable(
            registry => registry
                .AddOrchestrator<CampaignTaskOrchestrator>()
                .AddOrchestrator<RunOrchestrator>()
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
                .AddActivity<ReadOrderActivity>(RunActivities.ReadOrder)
                .AddActivity<SendPagesActivity>(RunActivities.SendPages)
                .AddActivity<FinishRunActivity>(RunActivities.FinishRun),
            options => options.Json.TypeInfoResolverChain.Add(RunsJson.Default));
    }

    /// <summary>Adds the embedded hub as the host of orchestrations.</summary>
    public static IServiceCollection AddRunHub(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IHealthPart, HubPart>();
        services.AddHostedService<ReconciliationAtStart>();
        return services.AddDurableHub(options =>
        {
            options.HubName = configuration["CampaignTasks:HubName"] is { Length: > 0 } name ? name : options.HubName;

            // Senders mostly wait: for providers, and for the pause between messages. A running task holds up to four.
            options.MaxConcurrentActivities = 512;

            // However much one tenant has under way, others find a place. Ids begin with the kind of the instance and its tenant.
            options.MaxConcurrentActivitiesOfOneShare = 384;
            options.MaxQueuedActivities = 20_000;
            options.ShareOf = static id => id.Split('-', 3) is [_, var tenant, ..] ? tenant : id;
        });
    }
}
