using System.Text.Json.Nodes;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>The real app on its own data, a stand-in for the mail provider, and a company with an account there.</summary>
internal sealed class MailFixture : IAsyncDisposable
{
    private MailFixture(AppSite site, AppProcess app, AcsStandIn provider, Company company, JsonNode account) =>
        (Site, App, Provider, Company, Account) = (site, app, provider, company, account);

    public AppSite Site { get; }

    public AppProcess App { get; }

    public AcsStandIn Provider { get; }

    public Company Company { get; }

    public JsonNode Account { get; }

    /// <summary>Starts everything.</summary>
    /// <param name="script">How the provider misbehaves from the start.</param>
    /// <param name="settings">What the app is started with besides.</param>
    public static async Task<MailFixture> StartAsync(Action<Script>? script = null, params (string Name, string Value)[] settings)
    {
        var provider = await AcsStandIn.StartAsync();
        script?.Invoke(provider.Script);
        var site = new AppSite();
        foreach (var (name, value) in settings)
        {
            site.Environment[name] = value;
        }

        var app = await site.Start().ReadyAsync();
        var company = new Company(site);
        return new MailFixture(site, app, provider, company, await company.AddAccountAsync("email", "acs", provider.Settings()));
    }

    /// <summary>Creates and starts a task to so many addresses.</summary>
    /// <returns>Its id.</returns>
    public Task<string> SendAsync(int addresses, bool stopOnFailure = false, object? schedule = null) =>
        Company.SendAsync(Account, Company.Emails(addresses), stopOnFailure, schedule);

    /// <summary>Waits until the task has ended so and its run is closed.</summary>
    public Task<JsonNode> EndedAsync(string task, string status) => App.UntilEndedAsync(Company, task, status);

    public async ValueTask DisposeAsync()
    {
        Company.Dispose();
        await Site.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
