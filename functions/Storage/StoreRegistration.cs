using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Campaigns;
using CampaignTasks.Domain.Carts;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Conversions;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Events;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Idempotency;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Inboxes;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Products;
using CampaignTasks.Domain.Push;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Retention;
using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Domain.Sites;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Testers;
using CampaignTasks.Domain.Timers;
using CampaignTasks.Domain.Touches;
using CampaignTasks.Domain.Unsubscribes;
using CampaignTasks.Domain.Webhooks;
using CampaignTasks.Storage.Accounts;
using CampaignTasks.Storage.Audiences;
using CampaignTasks.Storage.Automations;
using CampaignTasks.Storage.Campaigns;
using CampaignTasks.Storage.Carts;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Contacts;
using CampaignTasks.Storage.Conversions;
using CampaignTasks.Storage.Creatives;
using CampaignTasks.Storage.Erasures;
using CampaignTasks.Storage.Events;
using CampaignTasks.Storage.Facts;
using CampaignTasks.Storage.Idempotency;
using CampaignTasks.Storage.Imports;
using CampaignTasks.Storage.Inbound;
using CampaignTasks.Storage.Inboxes;
using CampaignTasks.Storage.Journeys;
using CampaignTasks.Storage.Ledger;
using CampaignTasks.Storage.Orders;
using CampaignTasks.Storage.Products;
using CampaignTasks.Storage.Push;
using CampaignTasks.Storage.Quotas;
using CampaignTasks.Storage.Retention;
using CampaignTasks.Storage.Sandbox;
using CampaignTasks.Storage.SingleMessages;
using CampaignTasks.Storage.Sites;
using CampaignTasks.Storage.Tasks;
using CampaignTasks.Storage.Tenants;
using CampaignTasks.Storage.Testers;
using CampaignTasks.Storage.Timers;
using CampaignTasks.Storage.Touches;
using CampaignTasks.Storage.Unsubscribes;
using CampaignTasks.Storage.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Storage;

/// <summary>The registration of the stores.</summary>
public static class StoreRegistration
{
    /// <summary>
    /// Adds every store of the domain over the account that <c>AzureWebJobsStorage</c> names. Call
    /// <see cref="StorageInitializer.EnsureAsync"/> before the first is used. A <see cref="TableServiceClient"/> or
    /// <see cref="StorageAccount"/> that is registered already is used instead.
    /// </summary>
    public static IServiceCollection AddTableStores(this IServiceCollection services)
    {
        services
            .AddOptions<StorageOptions>()
            .Configure<IConfiguration>(
                (options, settings) => options.HubName = settings["CampaignTasks:HubName"] is { Length: > 0 } name ? name : options.HubName
            )
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>());
        services.TryAddSingleton(provider => StorageAccount.FromConfiguration(provider.GetRequiredService<IConfiguration>()));
        services.TryAddSingleton(provider => provider.GetRequiredService<StorageAccount>().NewTables());
        services.TryAddSingleton<StorageTables>();
        services.TryAddSingleton<StorageInitializer>();
        services.TryAddSingleton<IStorageErrors, StorageErrors>();
        services.TryAddSingleton<ITaskStore, TableTaskStore>();
        services.TryAddSingleton<ICreativeStore, TableCreativeStore>();
        services.TryAddSingleton<ISingleMessageStore, TableSingleMessageStore>();
        services.TryAddSingleton<IRunStore, TableRunStore>();
        services.TryAddSingleton<ILedger, TableLedger>();
        services.TryAddSingleton<IAccountStore, TableAccountStore>();
        services.TryAddSingleton<IQuotaStore, TableQuotaStore>();
        services.TryAddSingleton<ITenantStore, TableTenantStore>();
        services.TryAddSingleton<ITenantData, TableTenantData>();
        services.TryAddSingleton<ITenantCounters, TableTenantCounters>();
        services.TryAddSingleton<IExpiredData, TableExpiredData>();
        services.TryAddSingleton<ISandboxOutbox, TableSandboxOutbox>();
        services.TryAddSingleton<IInboundMessageStore, TableInboundMessageStore>();
        services.TryAddSingleton<IIdempotencyStore, TableIdempotencyStore>();
        services.TryAddSingleton<IContactStore, TableContactStore>();
        services.TryAddSingleton<IOrderStore, TableOrderStore>();
        services.TryAddSingleton<IEventStore, TableEventStore>();
        services.TryAddSingleton<ICartStore, TableCartStore>();
        services.TryAddSingleton<IFactInbox, TableFactInbox>();
        services.TryAddSingleton<IProductStore, TableProductStore>();
        services.TryAddSingleton<IAudienceStore, TableAudienceStore>();
        services.TryAddSingleton<ISettingsStore, TableSettingsStore>();
        services.TryAddSingleton<IImportStore, TableImportStore>();
        services.TryAddSingleton<IErasureStore, TableErasureStore>();
        services.TryAddSingleton<IAudienceSnapshotStore, TableAudienceSnapshotStore>();
        services.TryAddSingleton<ITouchStore, TableTouchStore>();
        services.TryAddSingleton<IConversionStore, TableConversionStore>();
        services.TryAddSingleton<IUnsubscribeStore, TableUnsubscribeStore>();
        services.TryAddSingleton<IPushSubscriptionStore, TablePushSubscriptionStore>();
        services.TryAddSingleton<ITesterStore, TableTesterStore>();
        services.TryAddSingleton<IAutomationStore, TableAutomationStore>();
        services.TryAddSingleton<IJourneyStore, TableJourneyStore>();
        services.TryAddSingleton<IJourneyIndex, TableJourneyIndex>();
        services.TryAddSingleton<IMembershipStore, TableMembershipStore>();
        services.TryAddSingleton<ICampaignStore, TableCampaignStore>();
        services.TryAddSingleton<ISiteStore, TableSiteStore>();
        services.TryAddSingleton<IInboxStore, TableInboxStore>();
        services.TryAddSingleton<ISentMessageStore, TableSentMessageStore>();
        services.TryAddSingleton<IReceivedMessageStore, TableReceivedMessageStore>();
        services.TryAddSingleton<IWebhookStore, TableWebhookStore>();
        services.TryAddSingleton<IWebhookDeliveryStore, TableWebhookDeliveryStore>();
        services.TryAddSingleton<ITimerMarks, TableTimerMarks>();
        return services;
    }
}
