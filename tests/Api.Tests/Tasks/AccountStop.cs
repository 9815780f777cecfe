using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tests.Tasks;

/// <summary>Does to accounts what a provider's refusal does.</summary>
internal static class AccountStop
{
    public static async Task AllAsync(TestApi api)
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
