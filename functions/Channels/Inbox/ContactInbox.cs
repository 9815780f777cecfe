using CampaignTasks.Channels.Http;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Inboxes;
using CampaignTasks.Domain.Messages;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Channels.Inbox;

/// <summary>
/// Messages in the inboxes of contacts, which this service keeps: an app reads them on the channel inbox, the widget on the channel web.
/// The address is the contact's id. A repeat finds the message that is stored.
/// </summary>
internal sealed class ContactInbox(IInboxStore inboxes, IContactStore contacts, IOptions<ChannelOptions> options, TimeProvider time)
    : IChannel
{
    /// <inheritdoc/>
    public IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Inbox, ChannelKind.Web];

    /// <inheritdoc/>
    public string Provider => "builtin";

    /// <inheritdoc/>
    public bool SupportsIdempotency => true;

    /// <inheritdoc/>
    public IReadOnlyList<MessageState> Receipts { get; } = [MessageState.Read];

    /// <inheritdoc/>
    public bool HasTemplates => false;

    /// <inheritdoc/>
    public IReadOnlyList<AccountSetting> Settings => [];

    /// <inheritdoc/>
    public IEnumerable<(string Setting, string Message)> Check(ChannelKind kind, IReadOnlyDictionary<string, string> settings) => [];

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        if (message.Content.TemplateId is { Length: > 0 })
        {
            return new SendOutcome.Rejected("noTemplates", "Inboxes have no templates: give a text.");
        }

        if (message.Content.Text is not { Length: > 0 } text)
        {
            return new SendOutcome.Rejected("noBody", "The message needs a text.");
        }

        using var timeout = new CancellationTokenSource(options.Value.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var account = message.Account.Account;
        try
        {
            // A message to somebody who was erased must not come back.
            if (await contacts.FindAsync(account.TenantId, message.To, either.Token) is null)
            {
                return new SendOutcome.Rejected("noContact", "No contact has this id: an inbox belongs to a contact.");
            }
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new SendOutcome.Transient("storageSlow", "The contact could not be read in time.");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new SendOutcome.Transient("storageFailed", $"The contact could not be read ({failure.GetType().Name}).");
        }

        try
        {
            await inboxes.AddAsync(Stored(message, text), either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return new SendOutcome.Unknown("Canceled while the inbox was being written.");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A failed write corresponds to a provider that does not answer, whatever the store.
            return new SendOutcome.Unknown($"The inbox could not be written ({failure.GetType().Name}).");
        }

        return new SendOutcome.Accepted(message.Id.ToString());
    }

    /// <summary>There is nobody to ask, and nothing that can be wrong.</summary>
    public Task<Verification> VerifyAsync(ResolvedAccount account, CancellationToken cancellationToken) =>
        Task.FromResult<Verification>(new Verification.Works(Identity: null));

    private InboxMessage Stored(OutgoingMessage message, string text) =>
        new()
        {
            TenantId = message.Account.Account.TenantId,
            ContactId = message.To,
            Id = message.Id,
            AccountId = message.Account.Account.Id,
            Channel = message.Channel,
            Title = message.Content.Title,
            Text = text,
            ImageUrl = message.Content.ImageUrl,
            RedirectUrl = message.Content.RedirectUrl,
            ReceivedAt = time.GetUtcNow(),
        };
}
