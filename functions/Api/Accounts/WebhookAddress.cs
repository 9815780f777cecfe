using CampaignTasks.Api.Http;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api.Accounts;

/// <summary>Spells the public addresses that providers call.</summary>
internal sealed class WebhookAddress(IOptions<AppOptions> options)
{
    /// <summary>The address of an account's webhook, its secret included; null when the secret does not open.</summary>
    public string? Of(OpenAccount account, HttpRequest request) => account[AccountSettings.WebhookSecret] is { } secret
        ? $"{Base(request)}{Path(account.Account.Channel, account.Account.Id)}?code={Uri.EscapeDataString(secret)}"
        : null;

    /// <summary>A request's address as its caller spelled it: from the configuration where there is a public address, since Host can be anything.</summary>
    public Uri Called(HttpRequest request) => new($"{Base(request)}{request.PathBase}{request.Path}{request.QueryString}");

    /// <summary>Where a provider is asked to report on an account's messages; null without a public address, which providers could not reach.</summary>
    public Uri? Callback(ChannelAccount account) =>
        options.Value.PublicBaseUrl is { Length: > 0 } configured ? new($"{configured.TrimEnd('/')}{Path(account.Channel, account.Id)}") : null;

    private static string Path(ChannelKind channel, string accountId) => $"/api/hooks/{WireNames.Of(channel)}/{accountId}";

    private string Base(HttpRequest request) => options.Value.PublicBaseUrl is { Length: > 0 } configured
        ? configured.TrimEnd('/')
        : $"{request.Scheme}://{request.Host}";
}
