namespace CampaignTasks.Domain.Journeys;

/// <summary>A step that a journey has done.</summary>
/// <param name="Step">Its path in the definition.</param>
/// <param name="At">When it was done.</param>
/// <param name="Outcome">What came of it: see <see cref="StepOutcome"/>.</param>
/// <param name="Message">The message's id; null for steps without one.</param>
/// <param name="Reason">Why it was not sent; null where the outcome says it all.</param>
public sealed record JourneyStep(string Step, DateTimeOffset At, string Outcome, string? Message = null, string? Reason = null);
