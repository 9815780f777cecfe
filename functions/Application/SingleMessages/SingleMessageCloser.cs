using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.SingleMessages;

/// <summary>The closing of batches of which nothing may leave any more. Repeating it changes nothing.</summary>
internal sealed class SingleMessageCloser(IRunStore runs, ISingleMessageStore store, StorageRetry retry, TimeProvider time)
{
    /// <summary>Closes the run, then deletes what the messages say.</summary>
    public async Task CloseAsync(Run run, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await retry.ExecuteAsync(() => CompleteAsync(run, now, cancellationToken));
        await retry.ExecuteAsync(() => store.CloseAsync(run.Batch!, now, cancellationToken));
    }

    private async Task CompleteAsync(Run run, DateTimeOffset now, CancellationToken cancellationToken)
    {
        for (Run? open = run; open is { CompletedAt: null }; )
        {
            try
            {
                await runs.UpdateAsync(open with { Status = RunStatus.Completed, CompletedAt = now }, cancellationToken);
                return;
            }
            catch (ConcurrencyConflictException)
            {
                open = await runs.FindAsync(run.Id, cancellationToken);
            }
        }
    }
}
