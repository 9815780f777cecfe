using CampaignTasks.Application.Accounts;
using CampaignTasks.Api.Access;
using CampaignTasks.Api.Accounts;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Start;

/// <summary>
/// In Development, sees to it before the first request that a first task can be sent: there is a tenant, a key and a sandbox account for
/// e-mail. Elsewhere does nothing.
/// </summary>
internal sealed class DevelopmentSeeder(
    LocalTenant tenant, AccountService desk, IAccountStore accounts, ApiKeys keys, IHostEnvironment environment, TimeProvider time) : IHostedService
{
    private static readonly TimeSpan SessionKeyLife = TimeSpan.FromDays(1);

    /// <summary>The tenant's key where it can be shown: configured, or generated just now.</summary>
    public string? Key { get; private set; }

    /// <summary>The e-mail account that sends nothing anywhere; null outside Development.</summary>
    public ChannelAccount? Sandbox { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (environment.IsDevelopment())
        {
            Key = await tenant.EnsureAsync(cancellationToken);
            Sandbox = await FindSandboxAsync(cancellationToken) ?? await AddSandboxAsync(cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The tenant's key, or where nobody can show it any more a new one for a day.</summary>
    public async Task<string> KeyForSessionAsync(CancellationToken cancellationToken)
    {
        if (Key is null)
        {
            var text = ApiKeys.NewText();
            await keys.AddAsync(LocalTenant.Id, text, "demo", Role.Operator, time.GetUtcNow() + SessionKeyLife, cancellationToken);
            Key = text;
        }

        return Key;
    }

    private async Task<ChannelAccount?> FindSandboxAsync(CancellationToken cancellationToken) =>
        (await accounts.ListAsync(LocalTenant.Id, cancellationToken))
            .Where(account => account is { Channel: ChannelKind.Email, Provider: "sandbox", Status: AccountStatus.Active })
            .Where(account => QuotaPolicy.From(account).IsFree)
            .OrderByDescending(account => account.IsDefault)
            .FirstOrDefault();

    // It becomes the channel's default only where there is none yet.
    private Task<ChannelAccount> AddSandboxAsync(CancellationToken cancellationToken) =>
        desk.AddAsync(LocalTenant.Id, new("Sandbox", ChannelKind.Email, "sandbox", IsDefault: null, Settings: null, Pacing: null, TimeZone: null), cancellationToken);
}
