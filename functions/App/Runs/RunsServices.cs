using CampaignTasks.App.Accounts;
using CampaignTasks.App.Health;
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
        services.AddSingleton<ITaskSignals, TaskSignals>();
        services.AddHostedService<Reconciler>();
        services.AddHostedService<HistoryPurge>();
        return services.AddDurable(
            registry => registry
                .AddOrchestrator<CampaignTaskOrchestrator>()
                .AddOrchestrator<RunOrchestrator>()
                .AddOrchestrator<LaneOrchestrator>()
                .AddActivity<NextStepActivity>(RunActivities.NextStep)
                .AddActivity<PauseTaskActivity>(RunActivities.PauseTask)
                .AddActivity<PlanRunActivity>(RunActivities.PlanRun)
                .AddActivity<ReadOrderActivity>(RunActivities.ReadOrder)
                .AddActivity<SendPagesActivity>(RunActivities.SendPages)
                .AddActivity<FinishRunActivity>(RunActivities.FinishRun),
            options => options.Json.TypeInfoResolverChain.Add(RunsJson.Default));
    }

    /// <summary>Adds the embedded hub as the host of orchestrations.</summary>
    public static IServiceCollection AddRunHub(this IServiceCollection services, IConfiguration configuration) => services.AddSingleton<IHealthPart, HubPart>().AddDurableHub(options =>
    {
        options.HubName = configuration["CampaignTasks:HubName"] is { Length: > 0 } name ? name : options.HubName;

        // Senders mostly wait: for providers, and for the pause between messages. A running task holds up to four.
        options.MaxConcurrentActivities = 512;
    });
}
