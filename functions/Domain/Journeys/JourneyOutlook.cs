using CampaignTasks.Domain.Automations;

namespace CampaignTasks.Domain.Journeys;

/// <summary>The steps that lie before a journey, as far as waits and hours tell.</summary>
/// <param name="flow">The flow of the journey's version.</param>
/// <param name="hours">The hours of the version; those of a recipient are taken for the tenant's.</param>
public sealed class JourneyOutlook(AutomationFlow flow, RecipientHours hours)
{
    /// <summary>
    /// Lists the steps up to an instant, in order, each with the instant at which it is done if nothing ends the journey. It stops behind a
    /// branch: which way the contact goes is decided there.
    /// </summary>
    /// <param name="journey">A journey under way.</param>
    /// <param name="now">The present: what is late is done now.</param>
    /// <param name="until">The last instant.</param>
    public IEnumerable<(DateTimeOffset At, FlowNode Node)> StepsOf(Journey journey, DateTimeOffset now, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(journey);
        if (journey is not { Status: JourneyStatus.Started, Due: { } due })
        {
            yield break;
        }

        var at = due > now ? due : now;
        var isWaiting = journey.Phase is JourneyPhase.Waiting;
        for (var index = journey.Node; index is not AutomationFlow.End; index = flow.Nodes[index].Next)
        {
            var node = flow.Nodes[index];
            if (TimeOf(node.Step, at, isWaiting) is not { } done || done > until)
            {
                yield break;
            }

            yield return (done, node);
            if (node.Step is AutomationStep.Branch)
            {
                yield break;
            }

            (at, isWaiting) = (done, false);
        }
    }

    /// <returns>When a step is done at which a journey arrives; null when it never is.</returns>
    private DateTimeOffset? TimeOf(AutomationStep step, DateTimeOffset at, bool isWaiting) =>
        step switch
        {
            AutomationStep.WaitFor or AutomationStep.WaitUntil when isWaiting => at,
            AutomationStep.WaitFor wait => at + wait.For,
            AutomationStep.WaitUntil wait => hours.NextTime(wait.At, wait.Weekdays, contact: null, at),
            AutomationStep.Send => hours.NextOpening(contact: null, address: null, at) switch
            {
                { } opening => opening.From > at ? opening.From : at,
                null => null,
            },
            _ => at,
        };
}
