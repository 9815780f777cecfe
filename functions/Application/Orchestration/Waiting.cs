using Microsoft.DurableTask;

namespace CampaignTasks.Application.Orchestration;

/// <summary>The waits of orchestrations.</summary>
/// <remarks>
/// Waits are ended with <c>Cancel</c>: <c>CancelAsync</c> calls back on another thread, which an orchestration does not have.
/// </remarks>
public static class Waiting
{
    // Seldom enough that thousands of paused tasks cost nothing.
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMinutes(5);

    /// <summary>Waits for all children; meanwhile every refresh is forwarded to those still at work, which may be waiting.</summary>
    /// <exception cref="TaskFailedException">A child failed; all have ended.</exception>
    public static async Task ForwardRefreshAsync(this TaskOrchestrationContext context, IReadOnlyList<(string Id, Task Child)> children)
    {
        var all = Task.WhenAll(children.Select(child => child.Child));
        while (!all.IsCompleted)
        {
            using var waiting = new CancellationTokenSource();
            var refresh = context.WaitForExternalEvent<string?>(RunActivities.Refresh, waiting.Token);
            if (await Task.WhenAny(all, refresh) == all)
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

    /// <summary>Forgets the refreshes that came so far: what is read next serves them all.</summary>
    public static void DiscardRefreshes(this TaskOrchestrationContext context)
    {
        for (var isThere = true; isThere; )
        {
            using var waiting = new CancellationTokenSource();
            isThere = context.WaitForExternalEvent<string?>(RunActivities.Refresh, waiting.Token).IsCompleted;
            waiting.Cancel();
        }
    }

    /// <summary>
    /// Waits for a refresh or an instant, whichever comes first. Without an instant it goes on after a while by itself: what was stored by
    /// a process that died before it could raise the event takes effect then.
    /// </summary>
    public static async Task WaitForRefreshAsync(this TaskOrchestrationContext context, DateTimeOffset? until)
    {
        using var waiting = new CancellationTokenSource();
        var refresh = context.WaitForExternalEvent<string?>(RunActivities.Refresh, waiting.Token);
        var timer = context.CreateTimer(until?.UtcDateTime ?? context.CurrentUtcDateTime + RefreshInterval, waiting.Token);
        await Task.WhenAny(refresh, timer);
        waiting.Cancel();
    }
}
