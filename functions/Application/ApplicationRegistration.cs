using CampaignTasks.Application.Accounts;
using CampaignTasks.Application.Approvals;
using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Erasures;
using CampaignTasks.Application.Imports;
using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Planning;
using CampaignTasks.Application.Quotas;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Runs;
using CampaignTasks.Application.Sending;
using CampaignTasks.Application.SingleMessages;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Domain.Tasks;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Application;

/// <summary>The registration of the services that carry tasks out.</summary>
internal static class ApplicationRegistration
{
    /// <summary>Adds the activities, their services and the notifier. The host of orchestrations is added separately.</summary>
    public static IServiceCollection AddRuns(this IServiceCollection services)
    {
        services.AddOptions<SendingOptions>().BindConfiguration("CampaignTasks").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SendingOptions>, SendingOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AccountResolver>();
        services.TryAddSingleton<WebhookAddress>();
        services.AddTenants().AddFacts().AddJourneys();
        services.AddSingleton<RunMonitors>();
        services.AddSingleton<AdaptiveConcurrencyLimiters>().AddSingleton<SenderLimiter>().AddSingleton<SendingMemory>();
        services.AddSingleton<StageFigureReader>().AddSingleton<StageGate>().AddSingleton<RunFailureHandler>().AddSingleton<StorageRetry>();
        services.AddSingleton<LaneRunner>().AddSingleton<SingleMessageCloser>();
        services.AddSingleton<ISingleMessageSender, SingleMessageSender>();
        services.AddSingleton<PendingMessages>();
        services.AddTransient<SendPagesActivity>().AddTransient<FinishRunActivity>().AddTransient<PlanRunActivity>();
        services.TryAddSingleton<PlanHashes>();
        services.AddSingleton<TesterEligibilityFactory>().AddSingleton<JourneyEligibilityFactory>();
        services.AddSingleton<RunOpener>().AddSingleton<RunPlanner>().AddSingleton<PlanningAttempts>().AddSingleton<QuotaService>();
        services.AddSingleton<ITaskNotifier, TaskNotifier>();
        services.AddSingleton<IImportRunner, ImportRunner>();
        services.AddSingleton<IErasureRunner, ErasureRunner>();
        services.AddSingleton<ITenantRemover, TenantRemover>();
        return services;
    }
}
