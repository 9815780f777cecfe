using CampaignTasks.Application.Ledger;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Explanations;

/// <summary>
/// The search for one person's messages in the ledgers of a task's runs: newest run first, page by page, for a bounded time.
/// </summary>
internal sealed class MessageSearch(IRunStore runs, ILedger ledger, TimeProvider time)
{
    private const int MaxRuns = 20;

    // Shorter than the timeout of requests.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <summary>Searches the newest runs.</summary>
    /// <param name="task">The task.</param>
    /// <param name="contactId">The person.</param>
    /// <param name="address">
    /// The person's address on the task's channel, as another contact with it may have got the message; null for none.
    /// </param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The messages, newest run first; and whether every message of every run was searched.</returns>
    public async Task<(IReadOnlyList<FoundMessage> Messages, bool IsComplete)> FindAsync(
        CampaignTask task,
        string contactId,
        string? address,
        CancellationToken cancellationToken
    )
    {
        if (task.CurrentRun is null)
        {
            return ([], true);
        }

        var until = time.GetUtcNow() + Longest;
        var listed = await runs.ListAsync(task.TenantId, task.Id, MaxRuns, cursor: null, cancellationToken);
        List<FoundMessage> found = [];
        foreach (var run in listed.Items)
        {
            await foreach (var page in ledger.ReadAllPagesAsync(run, openOnly: false, cancellationToken))
            {
                if (time.GetUtcNow() > until)
                {
                    return (found, false);
                }

                found.AddRange(
                    page.Messages.Select((message, i) => new FoundMessage(run, new MessageId(run.Id, page.Number, i), message))
                        .Where(one =>
                            one.Message.ContactId == contactId
                            || RecipientIdentity.IsSameAddress(task.Plan.Channel, one.Message.Address, address)
                        )
                );
            }
        }

        return (found, listed.Next is null);
    }
}
