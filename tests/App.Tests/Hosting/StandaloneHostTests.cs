using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace CampaignTasks.App.Tests.Hosting;

/// <summary>The app as its user meets it: a process of its own with its own ports and data.</summary>
public sealed partial class StandaloneHostTests
{
    [Fact]
    public async Task Start_WithAKey_ShowsUrlAndKeyAndEndsCleanly()
    {
        await using var site = new AppSite();
        var app = await site.Start().ReadyAsync();
        await app.SaysAsync("/api/sandbox/messages");
        var emulator = site.EmulatorProcessId;

        var exitCode = await app.TerminateAsync();

        Assert.Equal(0, exitCode);
        Assert.Contains($"URL  {site.Url}/api", app.Output, StringComparison.Ordinal);
        Assert.Contains($"Key  {site.Key}", app.Output, StringComparison.Ordinal);
        Assert.Empty(app.Errors);
        Assert.NotNull(emulator);
        Assert.Null(site.EmulatorProcessId);
    }

    [Fact]
    public async Task Start_TheFirstTime_ShowsAFirstTaskThatTheApiTakes()
    {
        await using var site = new AppSite();
        site.Environment["CampaignTasks__LocalApiKey"] = null;
        var app = await site.Start().ReadyAsync();
        await app.SaysAsync("/api/sandbox/messages");
        var shown = FirstTask().Match(app.Output);
        using var request = new HttpRequestMessage(HttpMethod.Post, shown.Groups["url"].Value)
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", shown.Groups["key"].Value) },
            Content = new StringContent(shown.Groups["body"].Value, new MediaTypeHeaderValue("application/json")),
        };

        using var answer = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task Start_OnABusyPort_NamesTheSettingAndFails()
    {
        await using var site = new AppSite();
        using var other = new TcpListener(IPAddress.Loopback, site.HttpPort);
        other.Start();

        var app = site.Start();
        var exitCode = await app.ExitAsync();

        Assert.Equal(1, exitCode);
        Assert.Matches(
            string.Create(CultureInfo.InvariantCulture, $"^Port {site.HttpPort} on 127.0.0.1 is in use: .*ASPNETCORE_URLS.*\\.\\s*$"),
            app.Errors
        );
        Assert.Empty(app.Output);
        Assert.Null(site.EmulatorProcessId);
    }

    [Fact]
    public async Task Start_WithTheEmulatorsPortBusy_NamesPortAndSettingAndFails()
    {
        await using var site = new AppSite();
        using var other = new TcpListener(IPAddress.Loopback, site.TablePort);
        other.Start();
        using var closing = new CancellationTokenSource();
        var refusing = RefuseAsync(other, closing.Token);

        var app = site.Start();
        var exitCode = await app.ExitAsync();
        await closing.CancelAsync();
        await refusing;

        Assert.Equal(1, exitCode);
        Assert.Matches(
            string.Create(
                CultureInfo.InvariantCulture,
                $"^Port {site.TablePort}, where the storage emulator's Table service .*AzureWebJobsStorage.*\\s*$"
            ),
            app.Errors
        );
    }

    [Fact]
    public async Task Start_AfterTheAppWasKilled_UsesTheEmulatorThatWentOn()
    {
        await using var site = new AppSite();
        var killed = await site.Start().ReadyAsync();
        var emulator = site.EmulatorProcessId;
        await killed.KillAsync();
        var left = site.EmulatorProcessId;

        var next = await site.Start().ReadyAsync();
        var used = site.EmulatorProcessId;
        var exitCode = await next.TerminateAsync();

        Assert.NotNull(emulator);
        Assert.Equal((emulator, emulator), (left, used));
        Assert.Equal(0, exitCode);
        Assert.Null(site.EmulatorProcessId);
    }

    [Fact]
    public async Task Stop_WhileAnotherAppUsesTheEmulator_LeavesItToTheLast()
    {
        await using var site = new AppSite();
        await using var beside = new AppSite(site);
        var first = await site.Start().ReadyAsync();
        var second = await beside.Start().ReadyAsync();
        var emulator = site.EmulatorProcessId;

        var firstExit = await first.TerminateAsync();
        var left = site.EmulatorProcessId;
        using var health = await second.Client.GetAsync(new Uri("/api/health", UriKind.Relative));
        var secondExit = await second.TerminateAsync();

        Assert.NotNull(emulator);
        Assert.Equal(emulator, left);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal((0, 0), (firstExit, secondExit));
        Assert.Null(site.EmulatorProcessId);
    }

    [Fact]
    public async Task Start_InProduction_LogsJsonAndShowsNoKey()
    {
        await using var site = new AppSite();
        site.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        site.Environment["CampaignTasks__EncryptionKey"] = Convert.ToBase64String(new byte[32]);
        var app = await site.Start().ReadyAsync();
        await app.SaysAsync("live tasks were notified to read their state");

        var exitCode = await app.TerminateAsync();

        Assert.Equal(0, exitCode);
        Assert.All(app.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries), line =>
            Assert.StartsWith("{\"Timestamp\":", line, StringComparison.Ordinal)
        );
        Assert.DoesNotContain(site.Key, app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_InProductionWithoutAnEncryptionKey_NamesTheSettingAndFails()
    {
        await using var site = new AppSite();
        site.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";

        var app = site.Start();
        var exitCode = await app.ExitAsync();

        Assert.Equal(1, exitCode);
        Assert.Matches("^CampaignTasks__EncryptionKey is not set: [^\n]*\n$", app.Errors);
        Assert.Null(site.EmulatorProcessId);
    }

    [Fact]
    public async Task Start_WithUnreachableStorage_NamesTheSettingAndFails()
    {
        await using var site = new AppSite();
        site.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        site.Environment["AzureWebJobsStorage"] = site.ConnectionString.Replace(
            "devstoreaccount1",
            "someaccount",
            StringComparison.Ordinal
        );

        var app = site.Start();
        var exitCode = await app.ExitAsync();

        Assert.Equal(1, exitCode);
        Assert.Matches("^Tables cannot be created in the storage account of AzureWebJobsStorage: [^\n]*\n$", app.Errors);
    }

    [Fact]
    public async Task Demo_WithExit_SendsEveryMessageSumsUpAndLeavesNothingRunning()
    {
        await using var site = new AppSite();
        var app = site.Start("demo", "--recipients", "200", "--exit");

        var exitCode = await app.ExitAsync();

        Assert.Contains("The task completed", app.Output, StringComparison.Ordinal);
        Assert.Contains("total 200 · sent 200 · failed 0 · skipped 0 · canceled 0 · unknown 0", app.Output, StringComparison.Ordinal);
        Assert.Empty(app.Errors);
        Assert.Equal(0, exitCode);
        Assert.Null(site.EmulatorProcessId);
    }

    [Fact]
    public async Task Start_WithAnUnknownCommand_ShowsTheUsage()
    {
        await using var site = new AppSite();
        var app = site.Start("send");

        var exitCode = await app.ExitAsync();

        Assert.Equal(2, exitCode);
        Assert.StartsWith("'send' is not a command.", app.Errors, StringComparison.Ordinal);
    }

    [GeneratedRegex(
        """curl -s (?<url>\S+) -H 'Authorization: Bearer (?<key>ctk_\S+)' -H 'Content-Type: application/json' \\\s+-d '(?<body>\{.*\})'"""
    )]
    private static partial Regex FirstTask();

    // Something that takes connections and is no storage emulator.
    private static async Task RefuseAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
