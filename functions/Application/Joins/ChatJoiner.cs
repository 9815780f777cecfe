using CampaignTasks.Application.Accounts;
using CampaignTasks.Application.Identifiers;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Joins;

/// <summary>
/// The joining of contacts and chats. On Telegram and VK nobody can be written to before they wrote: a contact gets a link, and the chat
/// that it opens becomes the contact's address.
/// </summary>
internal sealed class ChatJoiner(
    IContactStore contacts,
    IAccountStore accounts,
    IChannelCatalog channels,
    AccountResolver resolver,
    TimeProvider time,
    ILogger<ChatJoiner> logger
)
{
    /// <summary>The time for which a link leads to the contact.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>Makes a link; null when there is no such contact.</summary>
    /// <exception cref="ValidationException">The account is missing or has no links, or the contact's id is too long for one.</exception>
    public async Task<JoinLink?> LinkAsync(ContactId id, JoinLinkRequest request, CancellationToken cancellationToken)
    {
        if (await contacts.FindAsync(id.TenantId, id.Id, cancellationToken) is null)
        {
            return null;
        }

        var errors = new ValidationErrors();
        var account =
            request.Account is { } named && Ulids.IsValid(named) ? await accounts.FindAsync(id.TenantId, named, cancellationToken) : null;
        if (account is null)
        {
            errors.Add("account", "There is no such account: give the id of a Telegram bot or a VK community.");
        }

        errors.ThrowIfAny();
        var open = resolver.OpenReadable(account!);
        var until = time.GetUtcNow() + Lifetime;
        var token = open[AccountSettings.WebhookSecret] is { } secret ? JoinLinkToken.Write(id.Id, until, secret) : null;
        if (token is null)
        {
            errors.Add(
                "id",
                $"The contact's id is too long for a link: messengers pass on {JoinLinkToken.LongestId} characters of it, or a UUID."
            );
        }

        errors.ThrowIfAny();
        var url = channels.Find(account!.Channel, account.Provider)?.JoinLink(open, token!);
        if (url is null)
        {
            errors.Add("account", "The account has no links: give a VK community, or a Telegram bot with its setting botName.");
        }

        errors.ThrowIfAny();
        return new JoinLink(url!, until);
    }

    /// <summary>
    /// Makes the chat the contact's address. A contact that has another one keeps it: a link that was passed on leads nobody else to the
    /// contact's messages.
    /// </summary>
    public async Task JoinAsync(ChannelAccount account, WebhookResult.Inbound inbound, CancellationToken cancellationToken)
    {
        if (
            resolver.OpenReadable(account)[AccountSettings.WebhookSecret] is not { } secret
            || !JoinLinkToken.TryRead(inbound.JoinToken ?? "", time.GetUtcNow(), secret, out var id)
            || ChannelAddress.Normalize(account.Channel, inbound.From).Address is not { } address
        )
        {
            logger.JoinRefused(account.Id);
            return;
        }

        await ConflictRetry.RetryAsync(() => JoinAsync(account, id, address, cancellationToken), ConflictRetry.FewRounds);
    }

    private async Task JoinAsync(ChannelAccount account, string id, string address, CancellationToken cancellationToken)
    {
        var contact = await contacts.FindAsync(account.TenantId, id, cancellationToken);
        var before = contact?.Addresses.GetValueOrDefault(account.Channel);
        if (RecipientIdentity.IsSameAddress(account.Channel, before, address))
        {
            return;
        }

        if (contact is null || before is not null)
        {
            logger.JoinRefused(account.Id);
            return;
        }

        var joined = new Dictionary<ChannelKind, string>(contact.Addresses) { [account.Channel] = address };
        await contacts.SaveAsync(contact with { Addresses = joined, UpdatedAt = time.GetUtcNow() }, cancellationToken);
        logger.ContactJoined(id, account.Id);
    }
}
