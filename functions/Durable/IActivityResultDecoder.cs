namespace CampaignTasks.Durable;

/// <summary>
/// Reads what a host put into the history as an activity's result. Needed where a host wraps results (the Functions custom handler wraps
/// the JSON text in a JSON string and reports failures as successes with an envelope); the embedded hub needs none.
/// </summary>
public interface IActivityResultDecoder
{
    /// <summary>Unwraps a recorded result. Replayed: the same text must give the same answer for ever. Must not throw.</summary>
    /// <param name="recorded">The result as recorded; null if there is none.</param>
    ActivityOutcome Decode(string? recorded);
}

/// <summary>What an activity gave: a result or a failure.</summary>
/// <param name="Result">The result's JSON text, or null for none.</param>
/// <param name="Failure">The failure, if it failed.</param>
public readonly record struct ActivityOutcome(string? Result, TaskFailureDetails? Failure = null);
