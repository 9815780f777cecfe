using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Accounts;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Accounts;

/// <summary>A factory of account views, with what their caller may see.</summary>
internal sealed class AccountViewFactory(
    IQuotaStore quotas,
    IChannelCatalog channels,
    AccountResolver resolver,
    WebhookAddress addresses,
    IHostEnvironment environment,
    TimeProvider time
)
{
    /// <summary>Creates the view with today's usage, and sets the response's ETag.</summary>
    public async Task<AccountView> TaggedAsync(ChannelAccount account, Caller caller, HttpContext context)
    {
        context.Response.Headers.ETag = ETags.Of(account.ETag ?? "");
        var policy = QuotaPolicy.From(account);
        var usage = policy.IsFree
            ? null
            : UsageView.From(policy, await quotas.ReadAsync(account.TenantId, policy.Scope, context.RequestAborted), time.GetUtcNow());
        return Of(account, caller, context.Request) with { Usage = usage };
    }

    /// <summary>Creates the view without usage.</summary>
    public AccountView Of(ChannelAccount account, Caller caller, HttpRequest request) =>
        new(
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
            caller.Role is Role.Admin && channels.FindReader(account.Provider) is not null
                ? addresses.Of(resolver.OpenReadable(account), BaseOf(request))
                : null,
            account.CreatedAt,
            account.UpdatedAt
        );

    // A Host header is its sender's word: only in Development it makes an address.
    private string? BaseOf(HttpRequest request) => environment.IsDevelopment() ? $"{request.Scheme}://{request.Host}" : null;
}
