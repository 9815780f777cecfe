using CampaignTasks.App;
using CampaignTasks.Channels;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseKestrel(AppBuild.Bound);
builder.Services.AddApi().AddChannels();

var app = builder.Build();
app.UseApi();
await app.RunAsync();
