using CampaignTasks.App;
using CampaignTasks.App.Functions;
using CampaignTasks.App.Operations;
using CampaignTasks.App.Runs;
using CampaignTasks.App.Standalone;
using CampaignTasks.Storage.Hub;

return HandlerHost.Port is null
    ? await StandaloneHost.RunAsync(args, Standalone)
    : await HandlerHost.RunAsync(args, Handler);

static WebApplication Standalone(WebApplicationBuilder builder)
{
    builder.WebHost.UseKestrel(AppBuild.Bound);
    builder.AddRooms().AddTableHubStore().AddRunHub(builder.Configuration).AddTimerHost().AddQueuePump().AddOperations();

    var app = builder.Build();
    app.UseApi();
    app.MapOperations();
    return app;
}

static WebApplication Handler(WebApplicationBuilder builder)
{
    builder.AddRooms().AddInvocations().AddHostedParts();

    var app = builder.Build();
    app.UseInvocations();
    app.UseApi();
    return app;
}
