using CampaignTasks.Durable;

namespace CampaignTasks.Domain.Runs;

/// <summary>The one way orchestrations of this domain wait.</summary>
public static class Waiting
{
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
        await waiting.CancelAsync();
    }
}
