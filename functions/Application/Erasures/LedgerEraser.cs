using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Erasures;

/// <summary>
/// The replacement of people by pseudonyms on the pages of a run. It writes concurrently with senders, as receipts do: by the page's
/// version and without changing their claims, so that a sender that meets such a write reads the page again and continues.
/// </summary>
internal sealed class LedgerEraser(ITaskStore tasks, IRunStore runs, ILedger ledger, ISandboxOutbox sandbox, TimeProvider time)
{
    /// <summary>Replaces people on a page.</summary>
    /// <returns>Whether a message is left because it is being sent.</returns>
    public async Task<bool> EraseAsync(
        CampaignTask task,
        Run run,
        LedgerPage page,
        ErasedRecipients people,
        CancellationToken cancellationToken
    )
    {
        var isLeft = false;
        if (page.Messages.Any(message => people.PseudonymOf(message) is not null))
        {
            await ConflictRetry.RetryAsync(async () => isLeft = await TryEraseAsync(task, run, page.Number, people, cancellationToken));
        }

        return isLeft;
    }

    private async Task<bool> TryEraseAsync(
        CampaignTask task,
        Run run,
        int number,
        ErasedRecipients people,
        CancellationToken cancellationToken
    )
    {
        // Receipts not yet folded into the page may repeat addresses, too.
        await ledger.FoldAsync(run, number, cancellationToken);
        if (await ledger.ReadPageAsync(run, number, cancellationToken) is not { } page)
        {
            return false;
        }

        string[] addresses = [.. page.Messages.Select(message => message.Address)];
        var (erased, isLeft) = page.Erase(people, isUnderWay: run.CompletedAt is null, time.GetUtcNow());
        if (erased.Count > 0)
        {
            // Before the page: afterwards the names to replace would be lost.
            await RenameAsync(
                task,
                run,
                [.. erased.Select(i => new ErasedName(addresses[i], page.Messages[i].Address))],
                cancellationToken
            );
            await sandbox.DeleteAsync(run.TenantId, [.. erased.Select(i => new MessageId(run.Id, number, i))], cancellationToken);
            await ledger.RewritePageAsync(run, page, cancellationToken);
        }

        return isLeft;
    }

    /// <summary>
    /// Replaces names in the failures of the run and the task, which may repeat addresses. An open run also keeps their hashes: an edit
    /// that plans its audience again finds each address on a page or there.
    /// </summary>
    private async Task RenameAsync(CampaignTask task, Run run, IReadOnlyList<ErasedName> names, CancellationToken cancellationToken)
    {
        await ConflictRetry.RetryAsync(async () =>
        {
            if (
                await runs.FindAsync(run.Id, cancellationToken) is { } before
                && before.Without(names, task.Plan.Channel) is var after
                && after != before
            )
            {
                await runs.UpdateAsync(after, cancellationToken);
            }
        });
        await ConflictRetry.RetryAsync(async () =>
        {
            if (
                await tasks.FindAsync(task.TenantId, task.Id, cancellationToken) is { } before
                && before.Without(names) is var after
                && after != before
            )
            {
                await tasks.UpdateAsync(after, recipients: null, cancellationToken);
            }
        });
    }
}
