using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Api.Automations;

/// <summary>Messages by what became of them.</summary>
/// <param name="Sent">The provider accepted them.</param>
/// <param name="Failed">The provider refused them.</param>
/// <param name="Skipped">Their contacts might not get them.</param>
/// <param name="Canceled">The automation was archived first.</param>
/// <param name="Unknown">They may have left.</param>
internal sealed record StepMessagesView(int Sent, int Failed, int Skipped, int Canceled, int Unknown)
{
    public static StepMessagesView From(IReadOnlyCollection<IReadOnlyDictionary<string, int>> outcomes)
    {
        return new(
            Of(StepOutcome.Sent),
            Of(StepOutcome.Failed),
            Of(StepOutcome.Skipped),
            Of(StepOutcome.Canceled),
            Of(StepOutcome.Unknown)
        );

        int Of(string outcome) => outcomes.Sum(one => one.GetValueOrDefault(outcome));
    }
}
