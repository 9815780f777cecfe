using CampaignTasks.Application.Ledger;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Application.Tests.Ledger;

public sealed class RunDeleterTests
{
    private readonly InMemoryRunStore _runs = new();
    private readonly InMemoryLedger _ledger = new();

    [Fact]
    public async Task Delete_OfATaskWithManyRuns_LeavesNothingOfItAndEverythingOfOthers()
    {
        List<Run> deleted = [];
        for (var day = 0; day < 120; day++)
        {
            deleted.Add(await OpenAsync(Samples.Run(day: day)));
        }

        var other = await OpenAsync(Samples.Run("other"));

        await new RunDeleter(_runs, _ledger).DeleteAsync("acme", "task", default);

        Assert.Empty((await _runs.ListAsync("acme", "task", 10, cursor: null, default)).Items);
        foreach (var run in deleted)
        {
            Assert.Null(await _ledger.ReadPageAsync(run, 0, default));
        }

        Assert.Equal(other, await _runs.FindAsync(other.Id, default));
        Assert.NotNull(await _ledger.ReadPageAsync(other, 0, default));
    }

    private async Task<Run> OpenAsync(Run run)
    {
        await _ledger.AddPagesAsync(run, [Samples.Page(0)], default);
        return await _runs.OpenAsync(run, default);
    }
}
