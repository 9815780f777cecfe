using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tests.Runs;

/// <summary>Does to the ledger what a run does.</summary>
internal static class LedgerFill
{
    /// <summary>Opens the task's run with planned messages.</summary>
    public static async Task<Run> OpenAsync(TestApi api, string taskId, int messages = 3)
    {
        var (runs, ledger, tasks) = (api.Get<IRunStore>(), api.Get<ILedger>(), api.Get<ITaskStore>());
        await foreach (var tenant in api.Get<ITenantStore>().AllAsync(CancellationToken.None))
        {
            if (await tasks.FindAsync(tenant.Id, taskId, CancellationToken.None) is not { CurrentRun: { } id, NextOccurrence: { } at })
            {
                continue;
            }

            var pages = (messages + LedgerPage.Capacity - 1) / LedgerPage.Capacity;
            var run = await runs.OpenAsync(
                new Run
                {
                    TenantId = tenant.Id,
                    TaskId = taskId,
                    Id = id,
                    Occurrence = at,
                    Lanes = 1,
                    StartedAt = at,
                    Status = RunStatus.Running,
                },
                CancellationToken.None
            );
            await ledger.AddPagesAsync(
                run,
                [.. Enumerable.Range(0, pages).Select(page => Plan(page, messages, at))],
                CancellationToken.None
            );
            return await runs.UpdateAsync(
                run with
                {
                    Pages = pages,
                    Waterfall = new Waterfall(messages, 0, messages),
                },
                CancellationToken.None
            );
        }

        throw new InvalidOperationException($"Task {taskId} has no run.");
    }

    /// <summary>Sends one message; it ends in this state.</summary>
    public static async Task SettleAsync(TestApi api, Run run, int page, int index, MessageState state, string? reason = null)
    {
        var ledger = api.Get<ILedger>();
        var read = await ledger.ReadPageAsync(run, page, CancellationToken.None) ?? throw new InvalidOperationException("No such page.");
        var messages = read.Messages.Select(
            (message, i) => i == index ? message with { State = state, Attempts = 1, ProviderId = "p-1", Reason = reason } : message
        );
        await ledger.SavePageAsync(run, new LedgerPage(page, messages, etag: read.ETag), CancellationToken.None);
    }

    private static LedgerPage Plan(int page, int messages, DateTimeOffset at) =>
        LedgerPage.Plan(
            page,
            Enumerable
                .Range(page * LedgerPage.Capacity, Math.Min(LedgerPage.Capacity, messages - (page * LedgerPage.Capacity)))
                .Select(i => $"someone{i}@example.net"),
            at
        );
}
