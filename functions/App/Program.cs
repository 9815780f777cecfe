using CampaignTasks.App;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseKestrel(AppBuild.Bound);
builder.Services.AddApi();

var app = builder.Build();
app.UseApi();
await app.RunAsync();
