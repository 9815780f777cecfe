using System.Globalization;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Api.Runs;

/// <summary>A reader of a run's messages in list order, a few ledger pages at a time.</summary>
internal sealed class MessageListReader(ILedger ledger)
{
    /// <summary>The pages read in parallel when most of them may contain no matching message.</summary>
    private const int AtOnce = 8;

    /// <summary>The most pages searched in one request: a rare status in a long run takes several requests, each of bounded work.</summary>
    private const int MaxPages = 400;

    /// <summary>Reads the messages from a cursor on.</summary>
    /// <exception cref="BadCursorException">The cursor is not one of this list's.</exception>
    public async Task<MessageList> ReadAsync(
        Run run,
        IReadOnlyCollection<MessageState>? states,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        var (page, index) = Parse(cursor, run);
        List<MessageView> items = [];
        for (var end = Math.Min(run.Pages, page + MaxPages); page < end; page += AtOnce, index = 0)
        {
            var count = Math.Min(states is null ? Needed(limit - items.Count) : AtOnce, end - page);
            var batch = await Task.WhenAll(Enumerable.Range(page, count).Select(n => ledger.ReadPageAsync(run, n, cancellationToken)));
            for (var i = 0; i < batch.Length; i++, index = 0)
            {
                for (; index < batch[i]?.Messages.Count; index++)
                {
                    if (items.Count == limit)
                    {
                        return new MessageList(items, Write(page + i, index));
                    }

                    if (states is null || states.Contains(batch[i]!.Messages[index].State))
                    {
                        items.Add(MessageView.From(new MessageId(run.Id, page + i, index), batch[i]!.Messages[index]));
                    }
                }
            }

            page += count - AtOnce;
        }

        return new MessageList(items, page < run.Pages ? Write(page, 0) : null);
    }

    private static int Needed(int messages) => Math.Clamp((messages / LedgerPage.Capacity) + 1, 1, AtOnce);

    private static string Write(int page, int index) => string.Create(CultureInfo.InvariantCulture, $"{page:x}-{index:x}");

    private static (int Page, int Index) Parse(string? cursor, Run run)
    {
        if (cursor is null)
        {
            return (0, 0);
        }

        return
            cursor.Split('-') is [{ Length: <= 6 } page, { Length: <= 2 } index]
            && int.TryParse(page, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var p)
            && int.TryParse(index, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var i)
            && p < Math.Max(run.Pages, 1)
            && i < LedgerPage.Capacity
            ? (p, i)
            : throw new BadCursorException();
    }
}
