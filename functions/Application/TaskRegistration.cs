using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Creatives;
using CampaignTasks.Application.Forecasts;
using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Tasks;

namespace CampaignTasks.Application;

/// <summary>The services of tasks and forecasts.</summary>
internal static class TaskRegistration
{
    /// <summary>Adds what the endpoints of tasks need; the notifier is added with the orchestrations.</summary>
    public static IServiceCollection AddTasks(this IServiceCollection services) =>
        services
            .AddSingleton<AudienceRequestValidator>()
            .AddSingleton<TaskAccounts>()
            .AddSingleton<TaskLabels>()
            .AddSingleton<PlanChanges>()
            .AddSingleton<RunDeleter>()
            .AddSingleton<TaskService>()
            .AddSingleton<CreativePreviewer>()
            .AddSingleton<TaskSummaries>()
            .AddSingleton<ForecastReader>()
            .AddSingleton<ForecastService>()
            .AddSingleton<DryRun>();
}
