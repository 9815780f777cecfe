using CampaignTasks.Testing.Providers;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>The app is killed ten times (kill -9) within a run of five thousand, at moments chosen by a seed.</summary>
public sealed class CrashTests
{
    private const int Messages = 5_000;
    private const int Kills = 10;

    [Fact]
    public async Task Run_KilledTenTimesWithAKey_LosesNothingAndResendsUnderTheSameKey()
    {
        await using var scene = await MailFixture.StartAsync(script =>
            script.Everybody(new Misbehaviour.Slow(TimeSpan.FromMilliseconds(20)))
        );
        var provider = scene.Provider;
        var task = await scene.SendAsync(Messages);

        var app = await KillAsync(scene.App, scene.Site, provider, seed: 20261121);
        var ended = await app.UntilEndedAsync(scene.Company, task, "completed");

        Assert.Equal((Messages, Messages), ((int)ended["summary"]!["sent"]!, (int)ended["summary"]!["total"]!));
        Assert.Equal(Messages, provider.Requests.Select(r => r.To).Distinct().Count());

        // One key per address: as many mails as addresses, however many requests.
        Assert.Equal(Messages, provider.Mails.Count);
        Assert.Equal(Messages, provider.Mails.Values.Select(m => m.To).Distinct().Count());
    }

    [Fact]
    public async Task Run_KilledTenTimesWithoutAKey_AsksForNobodyTwiceAndSaysWhichAreUnknown()
    {
        await using var provider = await TwilioStandIn.StartAsync();
        provider.Script.Everybody(new Misbehaviour.Slow(TimeSpan.FromMilliseconds(5)));
        await using var site = new AppSite();
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);
        var task = await company.SendAsync(await company.AddAccountAsync("sms", "twilio", provider.Settings()), Company.Phones(Messages));

        app = await KillAsync(app, site, provider, seed: 20261122);
        var ended = await app.UntilEndedAsync(company, task, "completed");

        Assert.Equal(provider.RequestCount, provider.Requests.Select(r => r.To).Distinct().Count());
        var (sent, unknown) = ((int)ended["summary"]!["sent"]!, (int)ended["summary"]!["unknown"]!);
        Assert.Equal(Messages, sent + unknown);

        // Each kill leaves at most what four senders had claimed, four messages each.
        Assert.InRange(unknown, 0, Kills * 16);
        var doubtful = (await company.MessagesAsync(task, "unknown")).Select(m => (string)m["address"]!).ToHashSet();
        Assert.Equal(Messages, provider.Requests.Select(r => r.To).Union(doubtful).Count());
    }

    private static async Task<AppProcess> KillAsync(AppProcess app, AppSite site, StandInServer provider, int seed)
    {
        var chance = new Random(seed);
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        for (var kill = 0; kill < Kills; kill++)
        {
            await provider.WaitForRequestsAsync(provider.RequestCount + chance.Next(1, Messages / Kills - 100), timeout.Token);
            await app.KillAsync();
            app = await site.Start().ReadyAsync();
        }

        return app;
    }
}
