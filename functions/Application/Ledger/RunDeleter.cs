using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Application.Ledger;

/// <summary>The deletion of tasks' runs.</summary>
internal sealed class RunDeleter(IRunStore runs, ILedger ledger)
{
    private const int RunsAtOnce = 100;

    /// <summary>Deletes a task's runs and tests and everything in them. Repeating it deletes what a crash left.</summary>
    public async Task DeleteAsync(string tenantId, string taskId, CancellationToken cancellationToken)
    {
        while (await runs.ListAsync(tenantId, taskId, RunsAtOnce, cursor: null, cancellationToken) is { Items.Count: > 0 } page)
        {
            await DeleteAsync(page.Items, cancellationToken);
        }

        while (await runs.ListTestsAsync(tenantId, taskId, RunsAtOnce, cursor: null, cancellationToken) is { Items.Count: > 0 } page)
        {
            await DeleteAsync(page.Items, cancellationToken);
        }
    }

    private async Task DeleteAsync(IReadOnlyList<Run> items, CancellationToken cancellationToken)
    {
        foreach (var run in items)
        {
            // The run last: until then a repetition finds what is left.
            await ledger.DeleteAsync(run, cancellationToken);
            await runs.DeleteAsync(run, cancellationToken);
        }
    }
}
