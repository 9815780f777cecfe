using System.Text.Json.Serialization;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Collections;

namespace CampaignTasks.Domain.Tasks;

/// <summary>A task: its plan, and where that stands. Moves are in <c>CampaignTask.Moves.cs</c>.</summary>
public sealed partial record CampaignTask
{
    public required string TenantId { get; init; }

    /// <summary>A ULID, lower case: newer tasks sort after older ones.</summary>
    public required string Id { get; init; }

    public required TaskPlan Plan { get; init; }

    public CampaignTaskStatus Status { get; init; }

    public ApprovalStatus ApprovalStatus { get; init; }

    /// <summary>Counts the plans a task had, not counting changes of labels; messages are planned from one of them.</summary>
    public int PlanVersion { get; init; } = 1;

    /// <summary>The plan version since which the audience is what it is: a run planned by an earlier one holds other recipients.</summary>
    public int AudienceSince { get; init; } = 1;

    /// <summary>The instant at which it was started: a recurrence without a start of its own counts from here. Null in a draft.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The occurrence the task waits for or works on; null in a draft and at the end.</summary>
    public DateTimeOffset? NextOccurrence { get; init; }

    /// <summary>
    /// Since when the occurrence may begin that a pause held back: its lateness counts from here. Null when none was held.
    /// </summary>
    public DateTimeOffset? DueSince { get; init; }

    /// <summary>Occurrences that passed without a run and do not stand among the task's runs yet, oldest first.</summary>
    public IReadOnlyList<PassedOccurrence> Passed { get; init; } = [];

    /// <summary>The run under way, or the last one.</summary>
    public RunId? CurrentRun { get; init; }

    /// <summary>Why a paused task is paused: <c>user</c>, or what the account said.</summary>
    public string? PauseReason { get; init; }

    /// <summary>The status that a paused task had and resumes to: scheduled or running.</summary>
    public CampaignTaskStatus? PausedFrom { get; init; }

    /// <summary>The instant at which it was paused; null when it is not.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>The treatment of messages that were overdue when the task was last resumed; null when there is nothing special.</summary>
    public OverdueMessages? Overdue { get; init; }

    /// <summary>The problem that the watchdog found; null while all is well.</summary>
    public TaskAlert? Alert { get; init; }

    /// <summary>
    /// Why the task ended: <c>completed</c>, <c>stopped</c>, <c>canceled</c>, or for a failed one the failing message and its reason.
    /// </summary>
    public string? EndReason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    /// <summary>The saved creatives that it uses, each once, in the order of their ids; none when it has ended.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> UsedCreatives =>
        HasEnded
            ? []
            : [.. Plan.Creatives.Select(creative => creative.Source?.Id).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The value of <see cref="UsedCreatives"/> when the task was last read or stored; null for none.</summary>
    [JsonIgnore]
    public IReadOnlyList<string>? StoredCreatives
    {
        get;
        init => field = value is { Count: > 0 } ? EquatableList<string>.From(value) : null;
    }

    /// <summary>Makes a draft.</summary>
    /// <param name="tenantId">The tenant it belongs to.</param>
    /// <param name="id">Its ULID.</param>
    /// <param name="plan">Its plan, with at least one account.</param>
    /// <param name="now">The time of creation.</param>
    /// <exception cref="ArgumentException">The plan has no account.</exception>
    public static CampaignTask Create(string tenantId, string id, TaskPlan plan, DateTimeOffset now) =>
        New(tenantId, id, plan, now).RecordCreation(source: null);

    /// <summary>The task when what is said of its failures does not repeat these addresses any more; the same when it does not.</summary>
    public CampaignTask Without(IReadOnlyList<ErasedName> names) =>
        this with
        {
            PauseReason = names.Aggregate(PauseReason, static (text, name) => name.In(text)),
            EndReason = names.Aggregate(EndReason, static (text, name) => name.In(text)),
        };

    private static CampaignTask New(string tenantId, string id, TaskPlan plan, DateTimeOffset now) =>
        plan.Accounts.Count == 0
            ? throw new ArgumentException("A task needs an account.", nameof(plan))
            : new()
            {
                TenantId = tenantId,
                Id = id,
                Plan = plan,
                CreatedAt = now,
                UpdatedAt = now,
            };
}
