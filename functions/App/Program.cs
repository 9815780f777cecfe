using CampaignTasks.App;
using CampaignTasks.App.Runs;
using CampaignTasks.App.Standalone;
using CampaignTasks.Channels;
using CampaignTasks.Storage;
using CampaignTasks.Storage.Hub;

return await StandaloneHost.RunAsync(args, builder =>
{
    builder.WebHost.UseKestrel(AppBuild.Bound);
    builder.Services
        .AddApi()
        .AddChannels(options => builder.Configuration.GetSection("Channels").Bind(options))
        .AddTableStores()
        .AddTableHubStore()
        .AddRuns()
        .AddRunHub(builder.Configuration);

    var app = builder.Build();
    app.UseApi();
    return app;
});
