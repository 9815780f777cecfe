using System.Text.Json.Serialization;
using CampaignTasks.Api.Access;
using CampaignTasks.Api.Accounts;
using CampaignTasks.Api.Audiences;
using CampaignTasks.Api.Automations;
using CampaignTasks.Api.Campaigns;
using CampaignTasks.Api.Carts;
using CampaignTasks.Api.Channels;
using CampaignTasks.Api.Contacts;
using CampaignTasks.Api.Conversions;
using CampaignTasks.Api.Creatives;
using CampaignTasks.Api.Erasures;
using CampaignTasks.Api.Events;
using CampaignTasks.Api.Explanations;
using CampaignTasks.Api.Forecasts;
using CampaignTasks.Api.Functions;
using CampaignTasks.Api.Health;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Idempotency;
using CampaignTasks.Api.Imports;
using CampaignTasks.Api.Inbound;
using CampaignTasks.Api.Inboxes;
using CampaignTasks.Api.Joins;
using CampaignTasks.Api.OpenApi;
using CampaignTasks.Api.Orders;
using CampaignTasks.Api.Products;
using CampaignTasks.Api.Push;
using CampaignTasks.Api.Reviews;
using CampaignTasks.Api.Runs;
using CampaignTasks.Api.Sandbox;
using CampaignTasks.Api.SingleMessages;
using CampaignTasks.Api.Sites;
using CampaignTasks.Api.Suppressions;
using CampaignTasks.Api.Tasks;
using CampaignTasks.Api.Telemetry;
using CampaignTasks.Api.Tenants;
using CampaignTasks.Api.Testers;
using CampaignTasks.Api.Unsubscribe;
using CampaignTasks.Api.Webhooks;
using CampaignTasks.Application;
using CampaignTasks.Application.Accounts;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Campaigns;
using CampaignTasks.Application.Carts;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Contacts;
using CampaignTasks.Application.Conversions;
using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Events;
using CampaignTasks.Application.Explanations;
using CampaignTasks.Application.Hooks;
using CampaignTasks.Application.Identifiers;
using CampaignTasks.Application.Imports;
using CampaignTasks.Application.Joins;
using CampaignTasks.Application.Orders;
using CampaignTasks.Application.Receipts;
using CampaignTasks.Application.Secrets;
using CampaignTasks.Application.Sending;
using CampaignTasks.Application.Settings;
using CampaignTasks.Application.SingleMessages;
using CampaignTasks.Application.Sites;
using CampaignTasks.Application.Suppressions;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Channels;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Storage;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api;

/// <summary>The composition shared by all hosts of the app, and its HTTP side: services, pipeline and routes.</summary>
internal static class ApiBuild
{
    /// <summary>Adds the services of all projects. The host adds the triggers of functions and the storage of orchestrations.</summary>
    public static IServiceCollection AddCampaignTasks(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddTelemetryExport(configuration)
            .AddApi()
            .AddChannels(options => configuration.GetSection("Channels").Bind(options))
            .AddOutboundOptions()
            .AddTableStores()
            .AddRuns()
            .AddFunctions();

    private static IServiceCollection AddOutboundOptions(this IServiceCollection services)
    {
        services
            .AddOptions<OutboundOptions>()
            .BindConfiguration($"{AppOptions.Section}:Outbound")
            // Last: no setting opens this machine and its network outside Development.
            .PostConfigure<IHostEnvironment>((options, environment) => options.IsDevelopment = environment.IsDevelopment());
        return services;
    }

    /// <summary>Adds the services of HTTP endpoints. Stores, channels and runs are added separately.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddOptions<AppOptions>().BindConfiguration(AppOptions.Section).ValidateOnStart();
        services.TryAddEnumerable([
            ServiceDescriptor.Singleton<IValidateOptions<AppOptions>, AppOptionsValidator>(),
            ServiceDescriptor.Singleton<IValidateOptions<AppOptions>, AppOptionsRules>(),
        ]);
        services
            .AddSingleton<JsonSerializerContext>(ApiJson.Default)
            .ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Ulids>().AddAccess();
        services.AddSingleton<ISecretProtector>(s =>
            EncryptionKeys.Open(s.GetRequiredService<IOptions<AppOptions>>().Value, s.GetRequiredService<IHostEnvironment>())
        );
        services.TryAddSingleton<AccountResolver>();
        services.AddSingleton<AccountSettings>().AddSingleton<AccountService>().AddSingleton<AccountViewFactory>();
        services.TryAddSingleton<WebhookAddress>();
        services.AddTenants().AddSingleton<TenantService>();
        services.AddTasks().AddSingleton<TaskReader>().AddSingleton<ReviewReader>().AddSingleton<TestListReader>();
        services.AddSingleton<CampaignService>().AddSingleton<CampaignTotalsReader>().AddSingleton<SiteService>();
        services.AddSingleton<WebhookService>().AddInboxes().AddSingleton<WidgetFiles>();
        services.AddSingleton<AudiencePreview>().AddSingleton<AudienceUses>().AddSingleton<AudienceService>().AddSingleton<AddressUpload>();
        services.AddSingleton<SingleMessageService>().AddSingleton<SingleMessageBatcher>();
        services.AddSingleton<SingleMessageReader>().AddSingleton<ContactMessageReader>();
        services.AddHostedService(provider => provider.GetRequiredService<SingleMessageBatcher>());
        services.AddSingleton<SettingsService>().AddSingleton<ConversionService>();
        services.AddSingleton<AudienceExplainer>().AddSingleton<MessageSearch>().AddSingleton<DeliveryExplanationService>();
        services
            .AddSingleton<ContactService>()
            .AddErasures()
            .AddFacts()
            .AddAutomations()
            .AddSingleton<AutomationReader>()
            .AddSingleton<OrderService>()
            .AddSingleton<EventService>()
            .AddSingleton<CartService>()
            .AddSingleton<ImportUpload>()
            .AddSingleton<ImportChunkProcessor>()
            .AddSingleton<ContactImport>()
            .AddSingleton<UnsubscribeLinks>()
            .AddSingleton<ConsentService>()
            .AddSingleton<UnsubscribeRecorder>()
            .AddSuppressions()
            .AddSingleton<SuppressionService>()
            .AddSingleton<RecipientSnapshotReader>()
            .AddSingleton<IMovedRecipients, MovedRecipients>()
            .AddSingleton<EligibilityCheckerFactory>()
            .AddAudiences();
        services
            .AddSingleton<MessageListReader>()
            .AddSingleton<ReceiptRecorder>()
            .AddSingleton<ReceiptCompactor>()
            .AddSingleton<InboundKeywords>()
            .AddSingleton<ChatJoiner>()
            .AddSingleton<InboundRecorder>()
            .AddSingleton<HookRecorder>();
        services.AddHostedService(s => s.GetRequiredService<ReceiptCompactor>());
        return services.AddHealth().AddApiDocument();
    }

    /// <summary>Limits the resources of connections and requests.</summary>
    public static void Bound(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestHeaderCount = 64;
        options.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        options.Limits.MaxRequestLineSize = 8 * 1024;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        options.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        options.Limits.MaxConcurrentConnections = 10_000;

        // A client that sends or reads more slowly than this holds a connection for nothing.
        options.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        options.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

        // Endpoints have their own, smaller limits (RequestBody); this one ends bodies that no endpoint reads.
        options.Limits.MaxRequestBodySize = 4 * RequestBody.ListLimit;
    }

    /// <summary>Adds the pipeline in front of the routes, outermost first.</summary>
    public static void UseApi(this IApplicationBuilder app)
    {
        var limits = app.ApplicationServices.GetRequiredService<ConcurrencyLimits>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        app.UseCors();
        app.UseRateLimiter(limits.OfAdmitted);
        app.UseAuthorization();
        app.UseMiddleware<BodyArrival>();
        app.UseRateLimiter(limits.OfTenant);
        app.UseRateLimiter(limits.OfProcess);
        app.Use(Query.ReadAsync);
        app.UseMiddleware<IdempotencyMiddleware>();
        app.UseMiddleware<ProblemMiddleware>();
    }

    /// <summary>Maps the routes.</summary>
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        app.MapHealth();
        var api = app.MapGroup("/api");
        api.MapTenants();
        api.MapApiKeys();
        api.MapUsage();
        api.MapSettings();
        api.MapAccounts();
        api.MapContacts();
        api.MapChannels();
        api.MapJoinLinks();
        api.MapPushSubscriptions();
        api.MapInboxes();
        api.MapWidget();
        api.MapSuppressions();
        api.MapErasures();
        api.MapExplanations();
        api.MapOrders();
        api.MapEvents();
        api.MapCarts();
        api.MapConversions();
        api.MapProducts();
        api.MapImports();
        api.MapAudiences();
        api.MapCreatives();
        api.MapTasks();
        api.MapAutomations();
        api.MapContactJourneys();
        api.MapInbound();
        api.MapReviews();
        api.MapTests();
        api.MapTesters();
        api.MapCampaigns();
        api.MapSites();
        api.MapForecasts();
        api.MapRuns();
        api.MapMessages();
        api.MapSandbox();
        api.MapWebhooks();
        api.MapOutgoingWebhooks();
        api.MapDeliveries();
        api.MapUnsubscribe();
        api.MapApiDocument();
    }
}
