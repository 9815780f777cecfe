using Microsoft.DurableTask;

namespace CampaignTasks.Application.Orchestration;

/// <summary>
/// The orchestration of a tenant's erasures: scan after scan, each in rounds until no run under way may name one of the people. Messages
/// that senders have claimed are left to them and scanned in the next round.
/// </summary>
public sealed class ErasureOrchestrator : TaskOrchestrator<ErasureScan, string>
{
    private const int StepsPerHistory = 100;

    /// <summary>
    /// Returns the wait before a round: short at first, for most claims last seconds; then long, for paced runs last days.
    /// </summary>
    public static TimeSpan Rest(int round) => TimeSpan.FromSeconds(Math.Min(600, 5 * Math.Pow(2, Math.Clamp(round, 1, 10) - 1)));

    /// <summary>Scans until nobody is left to be erased.</summary>
    public override async Task<string> RunAsync(TaskOrchestrationContext context, ErasureScan input)
    {
        var scan = input;
        if (scan.ScanId is null)
        {
            scan = scan with { ScanId = context.NewGuid().ToString("N"), Since = context.CurrentUtcDateTime };
            if (!await context.CallActivityAsync<bool>(ErasureActivities.BeginErasures, scan, RunRetries.Activity))
            {
                return "done";
            }
        }

        for (var step = 0; step < StepsPerHistory; step++)
        {
            var progress = await context.CallActivityAsync<ErasureStep>(ErasureActivities.EraseFromLedgers, scan, RunRetries.Activity);
            scan = progress.Next;
            if (!progress.IsThrough)
            {
                continue;
            }

            if (await context.CallActivityAsync<bool>(ErasureActivities.EndErasures, scan, RunRetries.Activity))
            {
                // Perhaps there are more by now: they share the next scan.
                scan = new ErasureScan(scan.TenantId);
                break;
            }

            var round = scan.Round + 1;
            await context.CreateTimer(context.CurrentUtcDateTime + Rest(round), CancellationToken.None);
            scan = scan with { Round = round, Place = null, RunsLeft = 0, Before = scan.Since, Since = context.CurrentUtcDateTime };
        }

        context.ContinueAsNew(scan, preserveUnprocessedEvents: true);
        return "continued";
    }
}
