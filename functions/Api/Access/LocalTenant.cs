using CampaignTasks.Application.Configuration;
using CampaignTasks.Domain.Tenants;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api.Access;

/// <summary>In Development, sees to it that there is a tenant to work with.</summary>
internal sealed class LocalTenant(ITenantStore store, ApiKeys keys, IOptions<AppOptions> options, TimeProvider time)
{
    /// <summary>The tenant's id.</summary>
    public const string Id = "local";

    private const string KeyName = "local key";

    /// <summary>
    /// Creates the tenant and its admin key where they are not there yet. A configured key ends those of earlier starts. Safe to repeat.
    /// </summary>
    /// <returns>
    /// The configured key, or the one generated just now; null when the tenant has a key already, which nobody can show again.
    /// </returns>
    public async Task<string?> EnsureAsync(CancellationToken cancellationToken)
    {
        await store.AddAsync(new Tenant(Id, "Local", time.GetUtcNow()), cancellationToken);
        var configured = options.Value.LocalApiKey;
        if (
            configured is { Length: > 0 }
            && await keys.FindAsync(configured, mayLookUp: true, cancellationToken) is { TenantId: Id, Role: Role.Admin }
        )
        {
            return configured;
        }

        if (configured is not { Length: > 0 } && (await store.ListKeysAsync(Id, cancellationToken)).Any(key => key.Role is Role.Admin))
        {
            return null;
        }

        var text = configured is { Length: > 0 } ? configured : ApiKeys.NewText();
        var key = await keys.IssueAsync(Id, text, KeyName, cancellationToken);
        if (configured is { Length: > 0 })
        {
            await DeleteEarlierAsync(key, cancellationToken);
        }

        return text;
    }

    // Whoever configures another key does not want the one before to work any more.
    private async Task DeleteEarlierAsync(ApiKey key, CancellationToken cancellationToken)
    {
        foreach (var other in await store.ListKeysAsync(Id, cancellationToken))
        {
            if (other.Id != key.Id && other.Name is KeyName)
            {
                await keys.DeleteAsync(Id, other.Id, cancellationToken);
            }
        }
    }
}
