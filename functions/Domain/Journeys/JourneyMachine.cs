using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Domain.Journeys;

/// <summary>The rules by which journeys go from step to step, by one version of a plan.</summary>
/// <param name="flow">The flow of the version.</param>
/// <param name="hours">The hours of the version.</param>
/// <param name="speed">How many times shorter waits are; more than 1 in tests.</param>
public sealed class JourneyMachine(AutomationFlow flow, RecipientHours hours, int speed = 1)
{
    /// <summary>The reason of journeys whose contact is gone.</summary>
    public const string ContactDeleted = "contactDeleted";

    /// <summary>The reason of journeys that the plan's exit rule ended.</summary>
    public const string ExitRule = "exitRule";

    /// <summary>The time after which a call that nobody takes is given up.</summary>
    public static readonly TimeSpan LongestCall = TimeSpan.FromDays(1);

    /// <summary>True when rules of the plan need more of a person than the contact.</summary>
    public bool HasRules { get; } = flow.Plan.ExitWhen is not null || flow.Nodes.Any(node => node.Step is AutomationStep.Branch);

    /// <summary>The rules of the plan.</summary>
    public IEnumerable<SegmentRule> Rules =>
        [.. flow.Nodes.Select(node => (node.Step as AutomationStep.Branch)?.If).Append(flow.Plan.ExitWhen).OfType<SegmentRule>()];

    /// <summary>Moves a journey as far as it gets without anybody's help.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="person">Its person as it is now; null when it was not read.</param>
    /// <param name="now">The time.</param>
    public JourneyMove Move(Journey journey, Person? person, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(journey);
        while (journey is { Status: JourneyStatus.Started, Due: { } due } && due <= now)
        {
            if (journey.Node is AutomationFlow.End)
            {
                return new JourneyMove.Rests(journey.End(JourneyStatus.Completed, reason: null, now));
            }

            if (person is null && NeedsPerson(flow.Nodes[journey.Node].Step))
            {
                return new JourneyMove.NeedsPerson(journey);
            }

            if (person is { Contact: null })
            {
                return new JourneyMove.Rests(journey.End(JourneyStatus.Exited, ContactDeleted, now));
            }

            if (flow.Plan.ExitWhen is { } exit && new SegmentEvaluator(now).Matches(exit, person!))
            {
                return new JourneyMove.Rests(journey.End(JourneyStatus.Exited, ExitRule, now));
            }

            var move = Take(journey, flow.Nodes[journey.Node], person, now);
            if (move is not JourneyMove.Rests)
            {
                return move;
            }

            journey = move.Journey;
        }

        return new JourneyMove.Rests(journey);
    }

    /// <summary>Records what came of an attempt at a webhook step: the journey goes on, or tries again after a pause.</summary>
    /// <param name="journey">The journey, at the step.</param>
    /// <param name="answer">The receiver's answer.</param>
    /// <param name="id">The id of the call, the same for every attempt.</param>
    /// <param name="now">The time.</param>
    public Journey AfterCall(Journey journey, WebhookAnswer answer, string id, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(journey);
        ArgumentNullException.ThrowIfNull(answer);
        var (call, node) = (CallOf(journey, now), flow.Nodes[journey.Node]);
        if (answer.IsAccepted)
        {
            return journey.Do(new JourneyStep(node.Path, now, StepOutcome.Called), node.Next);
        }

        call = call with { Attempts = call.Attempts + 1 };
        var pause =
            answer.IsGone || now - call.Since >= LongestCall ? null : DeliverySchedule.PauseAfter(call.Attempts, id, answer.RetryAfter);
        return pause is { } wait
            ? journey with
            {
                Call = call,
                Due = now + (wait / speed),
            }
            : journey.Do(new JourneyStep(node.Path, now, StepOutcome.Failed, Reason: answer.Error), node.Next);
    }

    /// <summary>Puts a call off because its receiver did not answer others a moment ago; that is no attempt.</summary>
    /// <param name="journey">The journey, at the step.</param>
    /// <param name="error">What came of the others.</param>
    /// <param name="id">The id of the call.</param>
    /// <param name="now">The time.</param>
    public Journey PutOff(Journey journey, string error, string id, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(journey);
        var call = CallOf(journey, now);
        return now - call.Since >= LongestCall
            ? AfterCall(journey, new WebhookAnswer(Status: null, error), id, now)
            : journey with
            {
                Call = call,
                Due = now + (DeliverySchedule.PauseAfter(call.Attempts + 1, id, retryAfter: null) / speed),
            };
    }

    private static JourneyCall CallOf(Journey journey, DateTimeOffset now) =>
        journey.Call ?? new JourneyCall(journey.Due ?? now, Attempts: 0);

    private bool NeedsPerson(AutomationStep step) =>
        flow.Plan.ExitWhen is not null
        || step switch
        {
            AutomationStep.WaitFor => false,
            AutomationStep.WaitUntil => hours.IsByRecipient,
            _ => true,
        };

    private JourneyMove Take(Journey journey, FlowNode node, Person? person, DateTimeOffset now) =>
        node.Step switch
        {
            AutomationStep.WaitFor or AutomationStep.WaitUntil when journey.Phase is JourneyPhase.Waiting => Done(
                journey,
                node,
                StepOutcome.Waited,
                node.Next,
                now
            ),
            AutomationStep.WaitFor wait => Wait(journey, now, wait.For),
            AutomationStep.WaitUntil wait => Wait(journey, now, hours.NextTime(wait.At, wait.Weekdays, person?.Contact, now) - now),
            AutomationStep.Branch branch => new SegmentEvaluator(now).Matches(branch.If, person!)
                ? Done(journey, node, StepOutcome.Then, node.Then, now)
                : Done(journey, node, StepOutcome.Else, node.Else, now),
            AutomationStep.Update update => new JourneyMove.Updates(journey, node, update),
            AutomationStep.WebhookCall => new JourneyMove.Calls(journey),
            AutomationStep.Send send => Send(journey, node, send, person!, now),
            var other => throw new InvalidOperationException($"No rule for {other.GetType().Name}."),
        };

    private JourneyMove Send(Journey journey, FlowNode node, AutomationStep.Send send, Person person, DateTimeOffset now)
    {
        if (person.Contact!.On(send.Channel) is not { } recipient)
        {
            return Done(
                journey,
                node,
                StepOutcome.Skipped,
                node.Next,
                now,
                $"noAddress: the contact has no {EnumNames.Of(send.Channel)} address"
            );
        }

        return hours.NextOpening(person.Contact, recipient.Address, now) switch
        {
            null => Done(journey, node, StepOutcome.Skipped, node.Next, now, "noHours: the hours of the automation never open"),
            { } opening when opening.From > now => new JourneyMove.Rests(journey with { Due = opening.From }),
            _ => new JourneyMove.Sends(journey, recipient),
        };
    }

    private JourneyMove.Rests Wait(Journey journey, DateTimeOffset now, TimeSpan time) =>
        new(journey with { Phase = JourneyPhase.Waiting, Due = now + (time / speed) });

    private static JourneyMove.Rests Done(
        Journey journey,
        FlowNode node,
        string outcome,
        int next,
        DateTimeOffset now,
        string? reason = null
    ) => new(journey.Do(new JourneyStep(node.Path, now, outcome, Reason: reason), next));
}
