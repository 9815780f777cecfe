using CampaignTasks.Api;
using CampaignTasks.App;
using CampaignTasks.App.Engine;
using CampaignTasks.App.Hosting;
using CampaignTasks.App.Operations;
using CampaignTasks.App.Scheduling;
using CampaignTasks.Application;
using CampaignTasks.Application.Maintenance;

return await StandaloneHost.RunAsync(args, Compose);

static WebApplication Compose(WebApplicationBuilder builder)
{
    builder.WebHost.UseKestrel(ApiBuild.Bound);
    builder
        .Services.AddCampaignTasks(builder.Configuration)
        .AddEngine(DurableTasks.Register)
        .AddScheduling()
        .AddOperations()
        .AddStrictTransport();
    builder.Services.AddHostedService<ReconciliationAtStart>();

    var app = builder.Build();
    app.UseStrictTransport();
    app.UseApi();
    app.MapApi();
    app.MapOperations();
    return app;
}
