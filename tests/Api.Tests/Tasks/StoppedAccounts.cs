using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tests.Tasks;

/// <summary>Stops every account of every tenant, as a provider that refuses the credentials does.</summary>
internal static class StoppedAccounts
{
    public static async Task StopAllAsync(TestApi api)
    {
        var accounts = api.Get<IAccountStore>();
        await foreach (var tenant in api.Get<ITenantStore>().AllAsync(CancellationToken.None))
        {
            foreach (var account in await accounts.ListAsync(tenant.Id, CancellationToken.None))
            {
                await accounts.UpdateAsync(account.Stop("401: denied", DateTimeOffset.UnixEpoch), CancellationToken.None);
            }
        }
    }
}
