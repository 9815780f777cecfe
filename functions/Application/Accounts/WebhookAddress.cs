using System.Diagnostics.CodeAnalysis;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Accounts;

/// <summary>The public addresses that providers call.</summary>
internal sealed class WebhookAddress(IOptions<AppOptions> options)
{
    /// <summary>
    /// Returns the address of an account's webhook, its secret included; null when the secret cannot be read, or there is no address.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="requestBase">
    /// Scheme and host of the request, for a deployment without a public address; null where its caller could have forged them.
    /// </param>
    public string? Of(ResolvedAccount account, string? requestBase) =>
        account[AccountSettings.WebhookSecret] is { } secret && Base(requestBase) is { } address
            ? $"{address}{Path(account.Account.Channel, account.Account.Id)}?code={Uri.EscapeDataString(secret)}"
            : null;

    /// <summary>
    /// Returns the address for delivery reports on an account's messages; null without a public address that providers could reach.
    /// </summary>
    public Uri? Callback(ChannelAccount account) =>
        options.Value.PublicBaseUrl is { Length: > 0 } configured
            ? new($"{configured.TrimEnd('/')}{Path(account.Channel, account.Id)}")
            : null;

    /// <summary>
    /// Returns the configured public address, which a request's Host header cannot forge; without one, the request's own.
    /// </summary>
    [return: NotNullIfNotNull(nameof(requestBase))]
    public string? Base(string? requestBase) =>
        options.Value.PublicBaseUrl is { Length: > 0 } configured ? configured.TrimEnd('/') : requestBase;

    private static string Path(ChannelKind channel, string accountId) => $"/api/hooks/{EnumNames.Of(channel)}/{accountId}";
}
