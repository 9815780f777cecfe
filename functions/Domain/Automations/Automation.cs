using System.Text.Json.Serialization;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Domain.Automations;

/// <summary>An automation: its plan, and where that stands.</summary>
public sealed record Automation
{
    /// <summary>The reason of a pause that somebody asked for.</summary>
    public const string PausedByUser = "user";

    public required string TenantId { get; init; }

    /// <summary>A ULID, lower case: newer automations sort after older ones.</summary>
    public required string Id { get; init; }

    public required AutomationPlan Plan { get; init; }

    /// <summary>Counts the plans that journeys may go by: an edit of a draft changes the first.</summary>
    public int Version { get; init; } = 1;

    public AutomationStatus Status { get; init; }

    /// <summary>The instant at which it was started first: what happened before lets nobody enter. Null in a draft.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Why it is paused: <see cref="PausedByUser"/>, or what an account said; null when it is not.</summary>
    public string? PauseReason { get; init; }

    /// <summary>The secret that signs what its webhook steps post, encrypted; null while it has no such step.</summary>
    public string? ProtectedSecret { get; init; }

    /// <summary>What it tests; null for an automation that contacts enter.</summary>
    public AutomationTest? Test { get; init; }

    /// <summary>What the watchdog found; null when nothing is wrong.</summary>
    public TaskAlert? Alert { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The number of entries that the log has had.</summary>
    public int EventCount { get; init; }

    /// <summary>The events since it was read, oldest first: to be stored with it.</summary>
    [JsonIgnore]
    public IReadOnlyList<AutomationEntry> PendingEvents { get; init; } = [];

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    [JsonIgnore]
    public AutomationKey Key => new(TenantId, Id);

    /// <summary>The place of its secret, for the encryption; a test has the secret of what it tests.</summary>
    [JsonIgnore]
    public string SecretPlace => $"{TenantId}/automation/{Test?.Of ?? Id}";

    /// <summary>True when people may enter it, and leave it.</summary>
    [JsonIgnore]
    public bool IsLive => Status is AutomationStatus.Active or AutomationStatus.Paused;

    /// <summary>Makes a draft.</summary>
    /// <param name="key">The tenant and the id, a ULID.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="now">The time of creation.</param>
    /// <param name="copyOf">The automation that it is a copy of; null for none.</param>
    public static Automation Create(AutomationKey key, AutomationPlan plan, DateTimeOffset now, string? copyOf = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        var draft = new Automation
        {
            TenantId = key.TenantId,
            Id = key.AutomationId,
            Plan = plan,
            CreatedAt = now,
            UpdatedAt = now,
        };
        return draft.Note(
            copyOf is null ? AutomationEvent.Created : AutomationEvent.Copied,
            now,
            copyOf is null ? null : $"of automation {copyOf}"
        );
    }

    /// <summary>Makes a test of an automation: an automation of its own, which is under way and which nobody else enters.</summary>
    /// <param name="id">The id, a ULID.</param>
    /// <param name="plan">The plan that is tested.</param>
    /// <param name="test">Who tests it, and how.</param>
    /// <param name="now">The time.</param>
    public static Automation CreateTest(AutomationKey id, AutomationPlan plan, AutomationTest test, DateTimeOffset now) =>
        (Create(id, AutomationTest.PlanOf(plan), now) with { Test = test }).Start(now);

    /// <summary>Replaces the secret of its webhook steps.</summary>
    public Automation RotateSecret(string protectedSecret, DateTimeOffset now) =>
        (this with { ProtectedSecret = protectedSecret, UpdatedAt = now > UpdatedAt ? now : UpdatedAt.AddTicks(1) }).Note(
            AutomationEvent.SecretRotated,
            now
        );

    /// <summary>Notes that testers are to go through it.</summary>
    /// <exception cref="ConflictException">It is archived.</exception>
    public Automation Tested(AutomationTest test, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(test);
        var testers = test.Testers.Count is 1 ? "1 tester" : $"{test.Testers.Count} testers";
        return Move(AutomationMove.Test, now).Note(AutomationEvent.Tested, now, testers);
    }

    /// <summary>Draft → active.</summary>
    /// <exception cref="ConflictException">It is no draft.</exception>
    public Automation Start(DateTimeOffset now) =>
        (Move(AutomationMove.Start, now) with { StartedAt = StartedAt ?? now }).Note(AutomationEvent.Started, now);

    /// <summary>Active → paused. Paused again it stays as it is.</summary>
    /// <exception cref="ConflictException">It is not active.</exception>
    public Automation Pause(string reason, DateTimeOffset now) =>
        (Move(AutomationMove.Pause, now) with { PauseReason = reason, Alert = null }).Note(AutomationEvent.Paused, now, reason);

    /// <summary>Paused → active.</summary>
    /// <exception cref="ConflictException">It is not paused.</exception>
    public Automation Resume(DateTimeOffset now) =>
        (Move(AutomationMove.Resume, now) with { PauseReason = null }).Note(AutomationEvent.Resumed, now);

    /// <summary>Ends it for good.</summary>
    /// <exception cref="ConflictException">It is archived.</exception>
    public Automation Archive(DateTimeOffset now) =>
        (Move(AutomationMove.Archive, now) with { PauseReason = null, Alert = null }).Note(AutomationEvent.Archived, now);

    /// <summary>
    /// Replaces the plan: of a draft it is the first one still; otherwise it is a new version. The same plan changes nothing.
    /// </summary>
    /// <exception cref="ConflictException">It is archived.</exception>
    public Automation Edit(AutomationPlan plan, DateTimeOffset now)
    {
        var moved = Move(AutomationMove.Edit, now);
        return plan.SaysTheSameAs(Plan)
            ? this
            : (moved with { Plan = plan, Version = Status is AutomationStatus.Draft ? Version : Version + 1 }).Note(
                AutomationEvent.Edited,
                now
            );
    }

    /// <summary>Refuses a deletion that its status does not allow.</summary>
    /// <exception cref="ConflictException">Journeys may be under way.</exception>
    public void EnsureCanDelete() => Move(AutomationMove.Delete, UpdatedAt);

    /// <summary>Takes note of what the watchdog found, or that nothing is wrong any more.</summary>
    /// <param name="alert">What is wrong; null for nothing.</param>
    /// <param name="now">When it was found.</param>
    public Automation WithAlert(TaskAlert? alert, DateTimeOffset now)
    {
        var since = Alert?.Code == alert?.Code ? Alert?.Since : null;
        var changed = this with { Alert = alert is null ? null : alert with { Since = since ?? alert.Since } };
        return (Alert?.Code, alert?.Code) switch
        {
            var (before, after) when before == after => changed,
            (_, null) => changed.Note(AutomationEvent.AlertCleared, now, Alert!.Code),
            _ => changed.Note(AutomationEvent.AlertRaised, now, $"{alert!.Code}: {alert.Reason}"),
        };
    }

    /// <summary>Notes an event, to be stored with the automation.</summary>
    public Automation Note(AutomationEvent what, DateTimeOffset now, string? reason = null) =>
        this with
        {
            PendingEvents = [.. PendingEvents, new AutomationEntry(what, now, Status, Version) { Reason = reason }],
        };

    /// <summary>Says who did what is new.</summary>
    public Automation AttributedTo(TaskActor actor) =>
        this with
        {
            PendingEvents = [.. PendingEvents.Select(entry => entry with { By = actor })],
        };

    /// <summary>The automation when its news are stored.</summary>
    public Automation WithEventsStored() =>
        PendingEvents.Count == 0 ? this : this with { EventCount = EventCount + PendingEvents.Count, PendingEvents = [] };

    private Automation Move(AutomationMove move, DateTimeOffset now) =>
        AutomationLifecycle.Find(Status, move) is { } to
            ? this with
            {
                Status = move is AutomationMove.Delete ? Status : to,
                UpdatedAt = now > UpdatedAt ? now : UpdatedAt.AddTicks(1),
            }
            : throw new ConflictException(
                InvalidTransitionException.InvalidTransition,
                $"An automation that is {EnumNames.Of(Status)} does not allow {EnumNames.Of(move)}. "
                    + $"Allowed now: {string.Join(", ", AutomationLifecycle.Allowed(Status))}."
            );
}
