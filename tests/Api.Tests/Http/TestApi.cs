using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Erasures;
using CampaignTasks.Api.Tests.Imports;
using CampaignTasks.Api.Tests.Tenants;
using CampaignTasks.Application.Erasures;
using CampaignTasks.Application.Imports;
using CampaignTasks.Application.SingleMessages;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Channels;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Campaigns;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Conversions;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Idempotency;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Products;
using CampaignTasks.Domain.Push;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Domain.Sites;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Testers;
using CampaignTasks.Domain.Touches;
using CampaignTasks.Domain.Unsubscribes;
using CampaignTasks.Storage;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CampaignTasks.Api.Tests.Http;

/// <summary>The app's HTTP side on a real server with stores in memory, and clients of it.</summary>
internal sealed class TestApi : IAsyncDisposable
{
    public const string PlatformKey = "platform-key-of-a-test-0123456789";

    private readonly WebApplication _app;

    private readonly Uri _address;

    private readonly List<HttpClient> _clients = [];

    private TestApi(WebApplication app)
    {
        _app = app;
        _address = new Uri(app.Urls.Single());
    }

    public CapturedLogs Logs { get; private init; } = new();

    public RecordedNotifications Signals { get; private init; } = new();

    /// <summary>The tenants whose removal was started.</summary>
    public RecordedRemovals Removals => (RecordedRemovals)Get<ITenantRemover>();

    /// <summary>The setting of a public address, without which webhooks have none.</summary>
    public static (string Name, string Value) PublicAddress => ("PublicBaseUrl", "https://tasks.example.com");

    /// <summary>The app in Development, where the local tenant is known.</summary>
    public static Task<TestApi> StartInDevelopmentAsync(params (string Name, string Value)[] settings) =>
        StartInDevelopmentAsync(static _ => { }, settings);

    public static Task<TestApi> StartInDevelopmentAsync(Action<IServiceCollection> change, params (string Name, string Value)[] settings) =>
        StartAsync(Environments.Development, static _ => { }, change, settings);

    public static Task<TestApi> StartAsync(Action<IServiceCollection>? change = null, params (string Name, string Value)[] settings) =>
        StartAsync(static _ => { }, change, settings);

    /// <summary>The same with endpoints besides.</summary>
    public static Task<TestApi> StartAsync(
        Action<IEndpointRouteBuilder> map,
        Action<IServiceCollection>? change = null,
        params (string Name, string Value)[] settings
    ) => StartAsync(Environments.Production, map, change, settings);

    private static async Task<TestApi> StartAsync(
        string environment,
        Action<IEndpointRouteBuilder> map,
        Action<IServiceCollection>? change,
        (string Name, string Value)[] settings
    )
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        var values = new Dictionary<string, string?>
        {
            ["CampaignTasks:PlatformKey"] = PlatformKey,
            ["CampaignTasks:EncryptionKey"] = Convert.ToBase64String(new byte[32]),
        };
        foreach (var (name, value) in settings)
        {
            values[$"CampaignTasks:{name}"] = value;
        }

        var logs = new CapturedLogs();
        var signals = new RecordedNotifications();
        builder.Configuration.AddInMemoryCollection(values);
        builder.WebHost.UseKestrel(ApiBuild.Bound).UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(logs);
        builder.Services.AddApi();
        AddStores(builder.Services);
        builder.Services.AddSingleton<ITaskNotifier>(signals);
        builder.Services.AddSingleton<IAutomationNotifier, RecordedAutomationNotices>();
        builder.Services.AddSingleton<IAutomationSignal, RecordedAutomations>();
        change?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseApi();
        app.MapApi();
        map(app);
        await app.StartAsync();
        return new TestApi(app) { Logs = logs, Signals = signals };
    }

    /// <summary>A client with this key; without one when it is null.</summary>
    public ApiClient Client(string? key)
    {
        var client = new HttpClient { BaseAddress = _address };
        _clients.Add(client);
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return new ApiClient(client);
    }

    /// <summary>A new tenant's admin.</summary>
    public async Task<ApiClient> NewTenantAsync(string name = "Acme")
    {
        var answer = await Client(PlatformKey).PostAsync("/api/tenants", new JsonObject { ["name"] = name });
        return Client(answer.Expect(201)["apiKey"]!.GetValue<string>());
    }

    /// <summary>A new key of an admin's tenant.</summary>
    public async Task<ApiClient> NewKeyAsync(ApiClient admin, Role role)
    {
        var answer = await admin.PostAsync(
            "/api/api-keys",
            new JsonObject { ["name"] = "a key", ["role"] = role.ToString().ToLowerInvariant() }
        );
        return Client(answer.Expect(201)["key"]!.GetValue<string>());
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void AddStores(IServiceCollection services)
    {
        services.AddSingleton<IStorageErrors, StorageErrors>();
        services.AddSingleton<ITaskStore, InMemoryTaskStore>();
        services.AddSingleton<IRunStore, InMemoryRunStore>();
        services.AddSingleton<IRunStore, InMemoryRunStore>();
        services.AddSingleton<ILedger, InMemoryLedger>();
        services.AddSingleton<ISingleMessageStore, InMemorySingleMessageStore>();
        services.AddSingleton<ISingleMessageSender, RecordedSingleMessages>();
        services.AddSingleton<IAccountStore, InMemoryAccountStore>();
        services.AddSingleton<IQuotaStore, InMemoryQuotaStore>();
        services.AddSingleton<ITenantStore, InMemoryTenantStore>();
        services.AddSingleton<ITenantRemover, RecordedRemovals>();
        services.AddSingleton<IIdempotencyStore, InMemoryIdempotencyStore>();
        services.AddSingleton<IContactStore, InMemoryContactStore>();
        services.AddSingleton<IOrderStore, InMemoryOrderStore>();
        services.AddSingleton<IProductStore, InMemoryProductStore>();
        services.AddAutomationStores();
        services.AddSingleton<IPushSubscriptionStore, InMemoryPushSubscriptionStore>();
        services.AddSingleton<ITesterStore, InMemoryTesterStore>();
        services.AddSingleton<IAudienceStore, InMemoryAudienceStore>();
        services.AddSingleton<IUnsubscribeStore, InMemoryUnsubscribeStore>();
        services.AddSingleton<ICreativeStore, InMemoryCreativeStore>();
        services.AddSingleton<ISettingsStore, InMemorySettingsStore>();
        services.AddSingleton<IImportStore, InMemoryImportStore>();
        services.AddSingleton<IImportRunner, InlineImports>();
        services.AddSingleton<IErasureStore, InMemoryErasureStore>();
        services.AddSingleton<IErasureRunner, InlineErasures>();
        services.AddSingleton<IAudienceSnapshotStore, InMemoryAudienceSnapshotStore>();
        services.AddSingleton<ITouchStore, InMemoryTouchStore>();
        services.AddSingleton<IConversionStore, InMemoryConversionStore>();
        services.AddSingleton<IInboundMessageStore, InMemoryInboundMessageStore>();
        services.AddSingleton<ITenantCounters, InMemoryTenantCounters>();
        services.AddSingleton<ICampaignStore, InMemoryCampaignStore>();
        services.AddSingleton<ISiteStore, InMemorySiteStore>();
        services.AddSingleton<ISandboxOutbox, InMemorySandboxOutbox>();
        services.AddSingleton<IChannel, PlainChannel>();
        services.AddSingleton<IWebhookReader, PlainReader>();
        services.AddSingleton<IChannelCatalog, ChannelCatalog>();
    }
}
