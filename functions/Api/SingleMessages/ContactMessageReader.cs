using System.Globalization;
using CampaignTasks.Api.Http;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Touches;

namespace CampaignTasks.Api.SingleMessages;

/// <summary>
/// The reader of the messages that a contact was sent, of all tasks and automations: one point read finds them, and each message on a page
/// is a few more.
/// </summary>
internal sealed class ContactMessageReader(ITouchStore touches, SingleMessageReader messages)
{
    private const int ReadsAtOnce = 8;

    /// <summary>Reads a page, newest first. It may be short although more follow: messages of other states are left out.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="contactId">The contact.</param>
    /// <param name="query">The request's filters, limit and cursor.</param>
    /// <param name="period">The time of sending, from the first instant up to and without the second one.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="BadCursorException">The cursor is not one of this list's.</exception>
    public async Task<ContactMessageList> ReadAsync(
        string tenantId,
        string contactId,
        Query query,
        (DateTimeOffset? From, DateTimeOffset? To) period,
        CancellationToken cancellationToken
    )
    {
        var channel = query.One<ChannelKind>("channel");
        var history = (await touches.FindManyAsync(tenantId, [contactId], cancellationToken))[0];
        var sent = history
            .Touches.Where(touch =>
                (channel is null || touch.Channel == channel)
                && (period.From is null || touch.At >= period.From)
                && (period.To is null || touch.At < period.To)
            )
            .OrderByDescending(KeyOf, StringComparer.Ordinal);
        var page = WholeLists.Page(sent, $"{tenantId}/messages/{contactId}", KeyOf, query, isDescending: true);
        var found = new SingleMessageView?[page.Items.Count];
        await Parallel.ForAsync(
            0,
            page.Items.Count,
            new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken },
            async (i, stop) => found[i] = await messages.FindAsync(tenantId, page.Items[i].Message.ToString(), stop)
        );
        var states = query.Any<MessageState>("status");
        return new ContactMessageList(
            [.. found.OfType<SingleMessageView>().Where(message => states?.Contains(message.Status) is not false)],
            page.Next
        );
    }

    private static string KeyOf(Touch touch) => string.Create(CultureInfo.InvariantCulture, $"{touch.At.UtcTicks:D19}/{touch.Message}");
}
