using CampaignTasks.App.Runs;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.App.Erasures;

/// <summary>
/// Takes people out of the pages of one run. It writes beside senders as receipts do: by the page's version, and without touching their claims, so
/// that a sender who meets its write reads again and goes on.
/// </summary>
internal sealed class LedgerEraser(ILedger ledger, ISandboxOutbox sandbox, TimeProvider time)
{
    /// <summary>Takes people out of a page.</summary>
    /// <returns>Whether a message is left because it is being sent.</returns>
    public async Task<bool> EraseAsync(CampaignTask task, Run run, LedgerPage page, ErasedRecipients people, CancellationToken cancellationToken)
    {
        var isLeft = false;
        if (page.Messages.Any(message => people.PseudonymOf(message) is not null))
        {
            await Races.RetryAsync(async () => isLeft = await TryEraseAsync(task, run, page.Number, people, cancellationToken));
        }

        return isLeft;
    }

    private async Task<bool> TryEraseAsync(CampaignTask task, Run run, int number, ErasedRecipients people, CancellationToken cancellationToken)
    {
        // Receipts beside the page may repeat addresses, too.
        await ledger.FoldAsync(run, number, cancellationToken);
        if (await ledger.ReadPageAsync(run, number, cancellationToken) is not { } page)
        {
            return false;
        }

        string[] addresses = [.. page.Messages.Select(message => message.Address)];
        var (erased, isLeft) = page.Erase(people, isUnderWay: run.CompletedAt is null, time.GetUtcNow());
        if (erased.Count > 0)
        {
            await RememberAsync(run, task.Channel, [.. erased.Select(i => addresses[i])], cancellationToken);

            // Before the page: afterwards nobody would know whose they were.
            await sandbox.DeleteAsync(run.TenantId, [.. erased.Select(i => new MessageId(run.Id, number, i))], cancellationToken);
            await ledger.RewritePageAsync(run, page, cancellationToken);
        }

        return isLeft;
    }

    /// <summary>Before the page: an edit that plans the audience anew while the run is open finds the address on the page or here.</summary>
    private Task RememberAsync(Run run, ChannelKind channel, IReadOnlyList<string> addresses, CancellationToken cancellationToken) => Races.RetryAsync(async () =>
    {
        if (await ledger.FindAsync(run.Id, cancellationToken) is { CompletedAt: null } fresh && !addresses.All(address => fresh.HasErased(channel, address)))
        {
            await ledger.UpdateAsync(fresh.WithErased(channel, addresses), cancellationToken);
        }
    });
}
