using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Accounts;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Accounts;

/// <summary>Accounts as their callers may see them.</summary>
internal sealed class AccountViewFactory(
    IQuotaStore budgets, IChannelCatalog channels, AccountResolver opener, WebhookAddress addresses, TimeProvider time)
{
    /// <summary>The account as a caller may see it, with what it sent today; the answer gets its ETag.</summary>
    public async Task<AccountView> TaggedAsync(ChannelAccount account, Caller caller, HttpContext context)
    {
        context.Response.Headers.ETag = ETags.Of(account.ETag ?? "");
        var terms = QuotaPolicy.From(account);
        var usage = terms.IsFree ? null
            : UsageView.From(terms, await budgets.ReadAsync(account.TenantId, terms.Scope, context.RequestAborted), time.GetUtcNow());
        return Of(account, caller, context.Request) with { Usage = usage };
    }

    /// <summary>The account as a caller may see it.</summary>
    public AccountView Of(ChannelAccount account, Caller caller, HttpRequest request) => new(
        account.Id,
        account.Name,
        account.Channel,
        account.Provider,
        account.IsDefault,
        AccountSettings.View(account, channels.Find(account.Channel, account.Provider)),
        PacingView.From(account.Pacing),
        account.TimeZone,
        Usage: null,
        account.Status,
        account.StopReason,
        caller.Role is Role.Admin ? addresses.Of(opener.OpenReadable(account), $"{request.Scheme}://{request.Host}") : null,
        account.CreatedAt,
        account.UpdatedAt);
}
