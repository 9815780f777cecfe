using Microsoft.DurableTask;

namespace CampaignTasks.Application.Orchestration;

/// <summary>The one way orchestrations of this domain wait.</summary>
/// <remarks>Waits are given up with <c>Cancel</c>: <c>CancelAsync</c> calls back on another thread, which an orchestration does not have.</remarks>
public static class Waiting
{
    // Seldom enough that thousands of paused tasks cost nothing.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(5);

    /// <summary>Waits for all children; meanwhile every call to look is passed on to those still at work, which may be waiting.</summary>
    /// <exception cref="TaskFailedException">A child failed; all have ended.</exception>
    public static async Task ForwardLooksAsync(this TaskOrchestrationContext context, IReadOnlyList<(string Id, Task Child)> children)
    {
        var all = Task.WhenAll(children.Select(child => child.Child));
        while (!all.IsCompleted)
        {
            using var waiting = new CancellationTokenSource();
            var look = context.WaitForExternalEvent<string?>(RunActivities.Refresh, waiting.Token);
            if (await Task.WhenAny(all, look) == all)
            {
                waiting.Cancel();
                break;
            }

            foreach (var (id, child) in children)
            {
                if (!child.IsCompleted)
                {
                    context.SendEvent(id, RunActivities.Refresh, "");
                }
            }
        }

        await all;
    }

    /// <summary>
    /// Waits until told to look, or until an instant, whichever comes first. Without an instant it looks after a while by itself: what was
    /// stored by a process that died, or that storage failed, before it could tell takes effect then.
    /// </summary>
    public static async Task WaitForLookAsync(this TaskOrchestrationContext context, DateTimeOffset? until)
    {
        using var waiting = new CancellationTokenSource();
        var look = context.WaitForExternalEvent<string?>(RunActivities.Refresh, waiting.Token);
        var timer = context.CreateTimer(until?.UtcDateTime ?? context.CurrentUtcDateTime + LookAgain, waiting.Token);
        await Task.WhenAny(look, timer);
        waiting.Cancel();
    }
}
