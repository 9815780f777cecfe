using CampaignTasks.Api.Accounts;
using CampaignTasks.Api.Erasures;
using CampaignTasks.Api.Forecasts;
using CampaignTasks.Api.Imports;
using CampaignTasks.Domain.Tasks;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api.Runs;

/// <summary>The room's entry: what carries tasks out.</summary>
internal static class RunsServices
{
    /// <summary>Adds what activities need, and signals. The host of orchestrations is added separately.</summary>
    public static IServiceCollection AddRuns(this IServiceCollection services)
    {
        services.AddOptions<SendingOptions>().BindConfiguration("CampaignTasks").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SendingOptions>, SendingOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AccountOpener>();
        services.TryAddSingleton<WebhookAddress>();
        services.AddSingleton<RunControls>();
        services.AddSingleton<AccountGates>().AddSingleton<SenderSeats>();
        services.AddSingleton<RunTroubles>();
        services.AddTransient<SendPagesActivity>().AddTransient<FinishRunActivity>().AddTransient<PlanRunActivity>();
        services.AddSingleton<RunOpening>().AddSingleton<RunPlanner>().AddSingleton<Budgets>();
        services.AddSingleton<ITaskSignals, TaskSignals>();
        services.AddSingleton<IImportRunner, ImportRunner>();
        services.AddSingleton<IErasureRunner, ErasureRunner>();
        return services;
    }
}
