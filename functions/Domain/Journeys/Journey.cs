using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Collections;

namespace CampaignTasks.Domain.Journeys;

/// <summary>A contact's way through an automation. Stored: add optional members, never rename.</summary>
public sealed record Journey
{
    /// <summary>The contact of a journey whose contact was erased.</summary>
    public const string ErasedContact = "erased";

    /// <summary>The reason of journeys whose contact was erased.</summary>
    public const string Erased = "erased";

    public required string ContactId { get; init; }

    /// <summary>The occasion that it began with: the same occasion begins no other one.</summary>
    public required string Entry { get; init; }

    /// <summary>When the contact entered.</summary>
    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>When the cart was last changed, for journeys that an abandoned cart begins; null for others.</summary>
    public DateTimeOffset? CartChangedAt { get; init; }

    /// <summary>The version of the plan that it goes by.</summary>
    public int Version { get; init; } = 1;

    public JourneyStatus Status { get; init; }

    public JourneyPhase Phase { get; init; }

    /// <summary>The number of its step; <see cref="AutomationFlow.End"/> behind the last one.</summary>
    public int Node { get; init; }

    /// <summary>When it goes on; null when it waits for its message's outcome, or has ended.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The message that it waits for; null when there is none.</summary>
    public JourneyMessage? Message { get; init; }

    /// <summary>The calls of its webhook step so far; null before the first one has failed.</summary>
    public JourneyCall? Call { get; init; }

    /// <summary>Why it ended early; null otherwise.</summary>
    public string? Reason { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The steps that are done, in order.</summary>
    public IReadOnlyList<JourneyStep> Steps
    {
        get;
        init => field = EquatableList<JourneyStep>.From(value ?? []);
    } = EquatableList<JourneyStep>.From([]);

    /// <summary>Returns the journey of somebody who is erased: it has ended, and names nobody.</summary>
    public Journey Erase(DateTimeOffset now) =>
        (Status is JourneyStatus.Started or JourneyStatus.Pending ? End(JourneyStatus.Exited, Erased, now) : this) with
        {
            ContactId = ErasedContact,
            Entry = "",
            Message = null,
        };

    /// <summary>Returns what is left of the journey when it is not kept any longer: enough to let nobody enter twice.</summary>
    public Journey Forget() =>
        new()
        {
            ContactId = ContactId,
            Entry = Entry,
            EnteredAt = EnteredAt,
            Version = Version,
            Status = JourneyStatus.Past,
            Node = AutomationFlow.End,
        };

    /// <summary>Ends the journey.</summary>
    public Journey End(JourneyStatus how, string? reason, DateTimeOffset now) =>
        this with
        {
            Status = how,
            Reason = reason,
            EndedAt = now,
            Due = null,
        };

    /// <summary>Records what came of the step, and goes on to another one at once.</summary>
    /// <param name="step">The step that is done.</param>
    /// <param name="next">The number of the next step.</param>
    public Journey Do(JourneyStep step, int next)
    {
        ArgumentNullException.ThrowIfNull(step);
        return this with
        {
            Steps = [.. Steps, step],
            Node = next,
            Phase = JourneyPhase.Ready,
            Message = null,
            Call = null,
            Due = Status is JourneyStatus.Started ? step.At : null,
        };
    }
}
