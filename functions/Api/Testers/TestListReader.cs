using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Testers;

/// <summary>A reader of the tests of tasks, with their messages.</summary>
internal sealed class TestListReader(IRunStore runs, ILedger ledger)
{
    /// <summary>Reads a page, newest first. The first page shows tests, too, whose messages are not in the ledger yet.</summary>
    public async Task<TestList> ReadAsync(CampaignTask task, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var page = await runs.ListTestsAsync(task.TenantId, task.Id, limit, cursor, cancellationToken);
        List<TestView> tests = [];
        if (cursor is null)
        {
            foreach (var open in task.OpenTests.Reverse())
            {
                if (await runs.FindAsync(open.Run, cancellationToken) is null)
                {
                    tests.Add(TestView.From(open, completedAt: null, page: null));
                }
            }
        }

        foreach (var run in page.Items.Where(run => run.Test is not null))
        {
            tests.Add(TestView.From(run.Test!, run.CompletedAt, await ledger.ReadPageAsync(run, page: 0, cancellationToken)));
        }

        return new TestList(tests, page.Next);
    }
}
