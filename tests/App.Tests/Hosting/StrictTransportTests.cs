using CampaignTasks.App.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CampaignTasks.App.Tests.Hosting;

public sealed class StrictTransportTests
{
    [Theory]
    [InlineData("Production", "https", "max-age=31536000")]
    [InlineData("Production", "http", "")]
    [InlineData("Development", "https", "")]
    public async Task Answer_ByHttps_SaysThatThisHostIsReachedByHttpsOnly(string environment, string scheme, string header)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Services.AddStrictTransport();
        await using var app = builder.Build();
        app.UseStrictTransport();
        var context = new DefaultHttpContext { RequestServices = app.Services };
        (context.Request.Scheme, context.Request.Host) = (scheme, new HostString("tasks.example.com"));

        await ((IApplicationBuilder)app).Build()(context);

        Assert.Equal(header, context.Response.Headers.StrictTransportSecurity.ToString());
    }
}
