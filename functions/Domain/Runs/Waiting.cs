using CampaignTasks.Durable;

namespace CampaignTasks.Domain.Runs;

/// <summary>The one way orchestrations of this domain wait.</summary>
/// <remarks>Waits are given up with <c>Cancel</c>: <c>CancelAsync</c> calls back on another thread, which an orchestration does not have.</remarks>
public static class Waiting
{
    /// <summary>Waits for all children; meanwhile every call to look is passed on to those still at work, which may be waiting.</summary>
    /// <exception cref="TaskFailedException">A child failed; all have ended.</exception>
    public static async Task ForwardLooksAsync(this TaskOrchestrationContext context, IReadOnlyList<(string Id, Task Child)> children)
    {
        var all = Task.WhenAll(children.Select(child => child.Child));
        while (!all.IsCompleted)
        {
            using var waiting = new CancellationTokenSource();
            var look = context.WaitForExternalEvent<string?>(RunActivities.Look, waiting.Token);
            if (await Task.WhenAny(all, look) == all)
            {
                waiting.Cancel();
                break;
            }

            foreach (var (id, child) in children)
            {
                if (!child.IsCompleted)
                {
                    context.SendEvent(id, RunActivities.Look, "");
                }
            }
        }

        await all;
    }

    /// <summary>Waits until told to look, or until an instant when one is given, whichever comes first.</summary>
    public static async Task WaitForLookAsync(this TaskOrchestrationContext context, DateTimeOffset? until)
    {
        using var waiting = new CancellationTokenSource();
        var look = context.WaitForExternalEvent<string?>(RunActivities.Look, waiting.Token);
        if (until is not { } at)
        {
            await look;
            return;
        }

        var timer = context.CreateTimer(at.UtcDateTime, waiting.Token);
        await Task.WhenAny(look, timer);
        waiting.Cancel();
    }
}
