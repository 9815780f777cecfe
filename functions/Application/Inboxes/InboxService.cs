using CampaignTasks.Application.Receipts;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Inboxes;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Inboxes;

/// <summary>The use cases of a contact at its own inbox: list and read.</summary>
internal sealed class InboxService(IInboxStore inboxes, IAccountStore accounts, ReceiptRecorder receipts, TimeProvider time)
{
    /// <summary>Lists the messages, those that were not read first, and counts these.</summary>
    /// <exception cref="BadCursorException">The cursor is of another list.</exception>
    public async Task<(CursorPage<InboxMessage> Page, int Unread)> ListAsync(
        ContactId contact,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) =>
        (
            await inboxes.ListAsync(contact.TenantId, contact.Id, limit, cursor, cancellationToken),
            await inboxes.CountUnreadAsync(contact.TenantId, contact.Id, cancellationToken)
        );

    /// <summary>
    /// Records that the contact has read a message: as a receipt of its run, and in the inbox. Repeating it changes nothing.
    /// </summary>
    /// <returns>The message; null when the inbox has none with this id.</returns>
    public async Task<InboxMessage?> ReadAsync(ContactId contact, MessageId id, CancellationToken cancellationToken)
    {
        var found = await inboxes.FindAsync(contact.TenantId, contact.Id, id, cancellationToken);
        if (found is null or { IsRead: true })
        {
            return found;
        }

        // The receipt first: with the message read, a repetition after a crash would not record it.
        var now = time.GetUtcNow();
        if (await accounts.FindAsync(contact.TenantId, found.AccountId, cancellationToken) is { } account)
        {
            var receipt = new Receipt(id, MessageState.Read, ProviderId: null, Reason: null, now) { Recipient = found.ContactId };
            await receipts.RecordAsync(account, [receipt], cancellationToken);
        }

        return await ConflictRetry.RetryAsync(
            () => inboxes.ReadAsync(contact.TenantId, contact.Id, id, now, cancellationToken),
            ConflictRetry.FewRounds
        );
    }
}
