using CampaignTasks.App;
using CampaignTasks.App.Standalone;
using CampaignTasks.Channels;

return await StandaloneHost.RunAsync(args, builder =>
{
    builder.WebHost.UseKestrel(AppBuild.Bound);
    builder.Services.AddApi().AddChannels();

    var app = builder.Build();
    app.UseApi();
    return app;
});
