using CampaignTasks.Domain.Automations;

namespace CampaignTasks.Domain.Journeys;

/// <summary>Counts of journeys, by status, by step and by version of the plan. Counts of pages add up to those of the automation.</summary>
public sealed class JourneyCounts
{
    /// <summary>Journeys by status.</summary>
    public Dictionary<JourneyStatus, int> Statuses { get; init; } = [];

    /// <summary>Steps that were done, by the step's path and the outcome.</summary>
    public Dictionary<string, Dictionary<string, int>> Done { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Journeys under way, by <c>version/number of the step</c>.</summary>
    public Dictionary<string, int> Standing { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Conversions, by the path of the last step whose message had been sent; empty where none had.</summary>
    public Dictionary<string, int> Converted { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Counts the journeys of a page, those that are not kept any longer included.</summary>
    public static JourneyCounts Of(JourneyPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var counts = Of(page.Journeys.OfType<Journey>().Where(journey => journey.Status is not JourneyStatus.Past));
        counts.Add(page.Past);
        return counts;
    }

    /// <summary>Counts journeys.</summary>
    public static JourneyCounts Of(IEnumerable<Journey> journeys)
    {
        ArgumentNullException.ThrowIfNull(journeys);
        var counts = new JourneyCounts();
        foreach (var journey in journeys)
        {
            Add(counts.Statuses, journey.Status, 1);
            if (journey.Status is JourneyStatus.Started && journey.Node is not AutomationFlow.End)
            {
                Add(counts.Standing, Place(journey.Version, journey.Node), 1);
            }

            if (journey.Status is JourneyStatus.Converted)
            {
                Add(counts.Converted, journey.Steps.LastOrDefault(step => step.Outcome is StepOutcome.Sent)?.Step ?? "", 1);
            }

            foreach (var step in journey.Steps)
            {
                counts.Add(step.Step, step.Outcome, 1);
            }
        }

        return counts;
    }

    /// <summary>Returns the key of a place in <see cref="Standing"/>.</summary>
    public static string Place(int version, int node) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{version}/{node}");

    /// <summary>Adds the counts of more journeys.</summary>
    public void Add(JourneyCounts more)
    {
        ArgumentNullException.ThrowIfNull(more);
        foreach (var (status, count) in more.Statuses)
        {
            Add(Statuses, status, count);
        }

        foreach (var (place, count) in more.Standing)
        {
            Add(Standing, place, count);
        }

        foreach (var (step, count) in more.Converted)
        {
            Add(Converted, step, count);
        }

        foreach (var (step, outcomes) in more.Done)
        {
            foreach (var (outcome, count) in outcomes)
            {
                Add(step, outcome, count);
            }
        }
    }

    /// <summary>Counts the journeys in a status.</summary>
    public int In(JourneyStatus status) => Statuses.GetValueOrDefault(status);

    private void Add(string step, string outcome, int count)
    {
        if (!Done.TryGetValue(step, out var outcomes))
        {
            Done[step] = outcomes = new(StringComparer.Ordinal);
        }

        Add(outcomes, outcome, count);
    }

    private static void Add<T>(Dictionary<T, int> counts, T key, int count)
        where T : notnull => counts[key] = counts.GetValueOrDefault(key) + count;
}
