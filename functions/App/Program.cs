using CampaignTasks.App;
using CampaignTasks.App.Functions;
using CampaignTasks.App.Observability;
using CampaignTasks.App.Operations;
using CampaignTasks.App.Runs;
using CampaignTasks.App.Standalone;
using CampaignTasks.Channels;
using CampaignTasks.Storage;
using CampaignTasks.Storage.Hub;

return HandlerHost.Port is null
    ? await StandaloneHost.RunAsync(args, Standalone)
    : await HandlerHost.RunAsync(args, Handler);

static WebApplication Standalone(WebApplicationBuilder builder)
{
    builder.WebHost.UseKestrel(AppBuild.Bound);
    AddRooms(builder).AddTableHubStore().AddRunHub(builder.Configuration).AddTimerHost().AddQueuePump().AddOperations();

    var app = builder.Build();
    app.UseApi();
    app.MapOperations();
    return app;
}

static WebApplication Handler(WebApplicationBuilder builder)
{
    AddRooms(builder).AddInvocations().AddHostedParts();

    var app = builder.Build();
    app.UseInvocations();
    app.UseApi();
    return app;
}

static IServiceCollection AddRooms(WebApplicationBuilder builder) => builder.Services
    .AddTelemetryExport(builder.Configuration)
    .AddApi()
    .AddChannels(options => builder.Configuration.GetSection("Channels").Bind(options))
    .AddTableStores()
    .AddRuns()
    .AddFunctions();
