using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Exports;

/// <summary>The reader of all messages of a task, a few ledger pages at a time.</summary>
internal sealed class MessageExport(IRunStore runs, ILedger ledger)
{
    private const int RunsAtOnce = 200;

    // Hides most of the time that storage takes for one page, and bounds what is in memory.
    private const int PagesAtOnce = 4;

    /// <summary>
    /// Reads the messages of all runs, newest occurrence first, each run in the order of its audience. Tests are not among them.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="states">The states to export; null for all of them.</param>
    /// <param name="after">The id of the message to go on behind; null to begin.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ValidationException"><paramref name="after"/> is not the id of a message of the task.</exception>
    public async IAsyncEnumerable<RunMessage> ReadAsync(
        CampaignTask task,
        IReadOnlyCollection<MessageState>? states,
        string? after,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var place = after is null ? null : await CheckAsync(task, after, cancellationToken);
        string? cursor = null;
        do
        {
            var page = await runs.ListAsync(task.TenantId, task.Id, RunsAtOnce, cursor, cancellationToken);
            foreach (var run in page.Items.Where(run => place is null || run.Id == place.Run))
            {
                await foreach (var message in ReadAsync(run, place, cancellationToken))
                {
                    if (states?.Contains(message.Message.State) is not false)
                    {
                        yield return message;
                    }
                }

                place = null;
            }

            cursor = page.Next;
        } while (cursor is not null);
    }

    private async IAsyncEnumerable<RunMessage> ReadAsync(
        Run run,
        MessageId? after,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var index = after is null ? 0 : after.Index + 1;
        for (var first = after?.Page ?? 0; first < run.Pages; first += PagesAtOnce)
        {
            var numbers = Enumerable.Range(first, Math.Min(PagesAtOnce, run.Pages - first));
            var pages = await Task.WhenAll(numbers.Select(number => ledger.ReadPageAsync(run, number, cancellationToken)));
            for (var i = 0; i < pages.Length; i++, index = 0)
            {
                for (; index < pages[i]?.Messages.Count; index++)
                {
                    yield return new RunMessage(run, new MessageId(run.Id, first + i, index), pages[i]!.Messages[index]);
                }
            }
        }
    }

    private async Task<MessageId> CheckAsync(CampaignTask task, string after, CancellationToken cancellationToken)
    {
        if (
            MessageId.TryParse(after, out var id)
            && await runs.FindAsync(id.Run, cancellationToken) is { Test: null } run
            && run.TenantId == task.TenantId
            && run.TaskId == task.Id
        )
        {
            return id;
        }

        throw ExportPosition.Invalid("It is not the id of a message of this task: give the id of the last message that you have.");
    }
}
