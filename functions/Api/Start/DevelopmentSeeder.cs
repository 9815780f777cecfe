using CampaignTasks.Api.Access;
using CampaignTasks.Api.Accounts;
using CampaignTasks.Application.Accounts;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Start;

/// <summary>
/// The creation of a tenant, a key and a sandbox account for e-mail in Development, before the first request, so that a first task can be
/// sent. It does nothing in other environments.
/// </summary>
internal sealed class DevelopmentSeeder(
    LocalTenant tenant,
    AccountService service,
    IAccountStore accounts,
    ApiKeys keys,
    IHostEnvironment environment,
    TimeProvider time
) : IHostedService
{
    private static readonly TimeSpan SessionKeyLife = TimeSpan.FromDays(1);

    /// <summary>Gets the tenant's key where it is known: configured, or generated at this start; otherwise null.</summary>
    public string? Key { get; private set; }

    /// <summary>Gets the sandbox account for e-mail; null outside Development.</summary>
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

    /// <summary>Returns the tenant's key; creates one valid for a day when it is not known.</summary>
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
        service.AddAsync(
            LocalTenant.Id,
            new("Sandbox", ChannelKind.Email, "sandbox", IsDefault: null, Settings: null, Pacing: null, TimeZone: null),
            cancellationToken
        );
}
