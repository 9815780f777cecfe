using CampaignTasks.Application.Approvals;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Creatives;
using CampaignTasks.Application.Exports;
using CampaignTasks.Application.Forecasts;
using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Application.Testers;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Application;

/// <summary>The services of tasks and forecasts.</summary>
internal static class TaskRegistration
{
    /// <summary>Adds what the endpoints of tasks need; the notifier is added with the orchestrations.</summary>
    public static IServiceCollection AddTasks(this IServiceCollection services)
    {
        services.AddOptions<ForecastOptions>().BindConfiguration("CampaignTasks").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ForecastOptions>, ForecastOptionsValidator>());
        services.TryAddSingleton<PlanHashes>();
        return services
            .AddSingleton<AudienceRequestValidator>()
            .AddSingleton<TaskAccounts>()
            .AddSingleton<LaunchChecks>()
            .AddSingleton<ApprovalService>()
            .AddSingleton<SampleMessages>()
            .AddSingleton<TestService>()
            .AddSingleton<TaskLabels>()
            .AddSingleton<PlanChanges>()
            .AddSingleton<RunDeleter>()
            .AddSingleton<TaskService>()
            .AddSingleton<CreativeResolver>()
            .AddSingleton<CreativeService>()
            .AddSingleton<CreativePreviewer>()
            .AddSingleton<TaskSummaries>()
            .AddSingleton<MessageExport>()
            .AddSingleton<CreativeResults>()
            .AddSingleton<ForecastReader>()
            .AddSingleton<ForecastWorkers>()
            .AddSingleton<SharedForecasts>()
            .AddSingleton<ForecastService>()
            .AddSingleton<DryRun>();
    }
}
