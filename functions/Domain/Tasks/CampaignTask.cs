using System.Text.Json.Serialization;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Schedules;

namespace CampaignTasks.Domain.Tasks;

/// <summary>Whom to reach, with what, when, how fast and what to do on failure; and where that stands. Moves are in <c>CampaignTask.Moves.cs</c>.</summary>
public sealed partial record CampaignTask
{
    public required string TenantId { get; init; }

    /// <summary>A ULID, lower case: newer tasks sort after older ones.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>A label that groups tasks.</summary>
    public string? Campaign { get; init; }

    public required ChannelKind Channel { get; init; }

    /// <summary>The ids of the accounts that send, resolved at creation; at least one.</summary>
    public required IReadOnlyList<string> Accounts { get; init; }

    public required Audience Audience { get; init; }

    public required Creative Creative { get; init; }

    public Schedule Schedule { get; init; } = Schedule.AtOnce;

    public Pacing Pacing { get; init; } = Pacing.None;

    /// <summary>Whether the first message that ends failed ends the run.</summary>
    public bool StopOnFailure { get; init; }

    /// <summary>What becomes of an occurrence that comes due while the run before is still going.</summary>
    public OverlapRule Overlap { get; init; }

    /// <summary>What becomes of messages to people who have had as many as they may get.</summary>
    public CappedRule WhenCapped { get; init; }

    public CampaignTaskStatus Status { get; init; }

    public ApprovalStatus ApprovalStatus { get; init; }

    /// <summary>Counts the definitions a task had; messages are planned from one of them.</summary>
    public int PlanVersion { get; init; } = 1;

    /// <summary>The plan version since which the audience is what it is: a run planned by an earlier one holds other recipients.</summary>
    public int AudienceSince { get; init; } = 1;

    /// <summary>When it was started: a recurrence without a start of its own counts from here. Null in a draft.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The occurrence the task waits for or works on; null in a draft and at the end.</summary>
    public DateTimeOffset? NextOccurrence { get; init; }

    /// <summary>Since when the occurrence may begin that a pause held back: its lateness counts from here. Null when none was held.</summary>
    public DateTimeOffset? DueSince { get; init; }

    /// <summary>Occurrences that passed without a run and do not stand among the task's runs yet, oldest first.</summary>
    public IReadOnlyList<PassedOccurrence> Passed { get; init; } = [];

    /// <summary>The run under way, or the last one.</summary>
    public RunId? CurrentRun { get; init; }

    /// <summary>Why a paused task is paused: <c>user</c>, or what the account said.</summary>
    public string? PauseReason { get; init; }

    /// <summary>What a paused task was doing and resumes to: scheduled or running.</summary>
    public CampaignTaskStatus? PausedFrom { get; init; }

    /// <summary>When it was paused; null when it is not.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>What is to become of messages that were overdue when the task was last resumed; null when nothing special is.</summary>
    public OverdueMessages? Overdue { get; init; }

    /// <summary>What the watchdog found wrong; null while all is well.</summary>
    public TaskAlert? Alert { get; init; }

    /// <summary>Why the task ended: <c>completed</c>, <c>stopped</c>, <c>canceled</c>, or for a failed one the failing message and its reason.</summary>
    public string? EndReason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    /// <summary>The task when what is said of its failures does not repeat these addresses any more; the same when it does not.</summary>
    public CampaignTask Without(IReadOnlyList<ErasedName> names) => this with
    {
        PauseReason = names.Aggregate(PauseReason, static (text, name) => name.In(text)),
        EndReason = names.Aggregate(EndReason, static (text, name) => name.In(text)),
    };
}
