using System.Globalization;
using System.Net.Sockets;
using CampaignTasks.Api.Functions;
using CampaignTasks.App.Tests.Standalone;
using CampaignTasks.Storage.Development;

namespace CampaignTasks.App.Tests.Functions;

/// <summary>The handler as a process: how it starts and how it ends.</summary>
[Collection(AppProcesses.Name)]
public sealed class HandlerHostTests
{
    [Theory]
    [InlineData("AzureWebJobsStorage", "nonsense")]
    [InlineData("CampaignTasks__HubName", "?")]
    [InlineData("FUNCTIONS_CUSTOMHANDLER_PORT", "no port")]
    public async Task Trap09_Start_ThatFails_EndsWithAnError_NeverWithZero(string setting, string value)
    {
        await using var site = Site();
        site.Environment[setting] = value;

        var app = site.Start();

        Assert.Equal(1, await app.ExitAsync());
        Assert.NotEmpty(app.Errors);
    }

    [Fact]
    public async Task Trap09_Port_IsBoundOnlyWhenTheAppCanServe_AndTheEndAskedForIsARestart()
    {
        await using var storage = await AzuriteProcess.StartAsync(new() { DieWithParent = true }, CancellationToken.None);
        await using var site = Site();
        site.Environment["AzureWebJobsStorage"] = storage.ConnectionString;
        var app = site.Start();

        // The first answer there is, is the app's own.
        string? first = null;
        await app.UntilAsync("it answers", async () =>
        {
            try
            {
                first = await app.Client.GetStringAsync(new Uri("/", UriKind.Relative));
                return true;
            }
            catch (Exception e) when (e is HttpRequestException { StatusCode: null } or SocketException)
            {
                return false;
            }
        });

        Assert.Equal("Campaign Tasks", first);
        Assert.Equal(HandlerHost.AskedToStop, await app.TerminateAsync());
    }

    private static AppSite Site()
    {
        var site = new AppSite();
        site.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = site.HttpPort.ToString(CultureInfo.InvariantCulture);
        return site;
    }
}
