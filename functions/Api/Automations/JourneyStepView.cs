using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Api.Automations;

/// <summary>A step that a journey has done.</summary>
/// <param name="Step">Its path in the definition.</param>
/// <param name="At">When.</param>
/// <param name="Outcome">
/// What came of it: `sent`, `failed`, `skipped`, `canceled`, `unknown`, `waited`, `then`, `else`, `updated` or `called`.
/// </param>
/// <param name="MessageId">The message; null for steps without one.</param>
/// <param name="Reason">Why nothing was sent; null where the outcome says it all.</param>
internal sealed record JourneyStepView(string Step, DateTimeOffset At, string Outcome, string? MessageId, string? Reason)
{
    public static JourneyStepView From(JourneyStep step) => new(step.Step, step.At, step.Outcome, step.Message, step.Reason);
}
