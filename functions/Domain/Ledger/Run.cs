using System.Text.Json.Serialization;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Rollouts;
using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Touches;

namespace CampaignTasks.Domain.Ledger;

/// <summary>The execution of one occurrence for a fixed audience.</summary>
public sealed record Run
{
    /// <summary>The processes that may end while they plan the audience before the task is paused.</summary>
    public const int MostPlanningAttempts = 3;

    public required string TenantId { get; init; }

    public required string TaskId { get; init; }

    public required RunId Id { get; init; }

    /// <summary>The planned instant this run carries out.</summary>
    public required DateTimeOffset Occurrence { get; init; }

    public RunStatus Status { get; init; }

    /// <summary>The number of lanes that share the pages: page <c>n</c> belongs to lane <c>n mod Lanes</c>. Fixed at planning.</summary>
    public required int Lanes { get; init; }

    /// <summary>
    /// The most messages on a page. Recorded when it is opened: planning that is repeated by a later version must build the
    /// same pages. Null for the present <see cref="LedgerPage.Capacity"/>.
    /// </summary>
    public int? PageCapacity { get; init; }

    /// <summary>The number of pages in the ledger; known once planned.</summary>
    public int Pages { get; init; }

    /// <summary>The task's plan version whose audience the pages hold.</summary>
    public int PlanVersion { get; init; } = 1;

    /// <summary>The stages of its roll-out, in order; null without one, and before it is planned.</summary>
    public IReadOnlyList<RunStage>? Stages { get; init; }

    /// <summary>
    /// Since when the audience is being planned, or planned anew after an edit: the snapshot taken then may not be in the pages yet. Null
    /// when it is not.
    /// </summary>
    public DateTimeOffset? PlanningSince { get; init; }

    /// <summary>The processes in a row that began to plan the audience and did not end it; 0 when it is not being planned.</summary>
    public int PlanningAttempts { get; init; }

    /// <summary>
    /// Addresses whose messages name a pseudonym by now, under a hash: an edited audience must not bring them another one. Kept while the
    /// run is open.
    /// </summary>
    public IReadOnlyList<string>? Erased { get; init; }

    /// <summary>The origin of the recipients' zones, when the schedule is by recipient; null otherwise.</summary>
    public ZoneCounts? Zones { get; init; }

    /// <summary>The waterfall from the audience to messages.</summary>
    public Waterfall Waterfall { get; init; } = Waterfall.Empty;

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The first failed message of a run that stops on failure, with the reason; null otherwise.</summary>
    public string? Failure { get; init; }

    /// <summary>The reason why a run ended early or never began; null for one that was carried out.</summary>
    public string? EndReason { get; init; }

    /// <summary>The resume whose overdue messages were handled last, by its time.</summary>
    public DateTimeOffset? OverdueAsOf { get; init; }

    /// <summary>
    /// Per lane, the place up to which messages were overdue when the task was resumed to catch up: the task's own pacing does not apply to
    /// them. Null when none were.
    /// </summary>
    public IReadOnlyList<LanePosition>? CatchUp { get; init; }

    /// <summary>Per lane, the place up to which overdue messages are being skipped; null when that is done.</summary>
    public IReadOnlyList<LanePosition>? Dropping { get; init; }

    /// <summary>The progress of the run at the watchdog's last check, by which it recognises a run that does not progress.</summary>
    public RunObservation? Observation { get; init; }

    /// <summary>The test whose messages these are; null for a run. Tests are listed apart and count nowhere.</summary>
    public TestSend? Test { get; init; }

    /// <summary>
    /// The step of an automation whose messages these are; null for a run of a task. <see cref="TaskId"/> is the automation's id then.
    /// </summary>
    public StepRef? Step { get; init; }

    /// <summary>
    /// The batch of single messages that these are; null for a run of a task. <see cref="TaskId"/> is <see cref="SingleBatch.Owner"/> then.
    /// </summary>
    public SingleBatch? Batch { get; init; }

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    /// <summary>Makes the run of a batch of single messages: one page, in one lane.</summary>
    public static Run Of(SingleBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new()
        {
            TenantId = batch.TenantId,
            TaskId = SingleBatch.Owner,
            Id = batch.Run,
            Occurrence = batch.DueAt,
            Status = RunStatus.Running,
            Lanes = 1,
            Pages = 1,
            StartedAt = batch.CreatedAt,
            Batch = batch,
        };
    }

    /// <summary>Returns the lane of a page.</summary>
    public int LaneOf(int page) => page % Lanes;

    /// <summary>
    /// Returns the first page that has to wait for a later stage; null when none has to. Recipients who join by an edit are on pages after
    /// all others, which belong to the last stage.
    /// </summary>
    public int? EndPageOf(RolloutProgress? progress) =>
        progress is { Stage: var stage } && stage + 1 < Stages?.Count ? Stages[stage].EndPage : null;

    /// <summary>Returns the first page of the stage.</summary>
    public int FirstPageOf(RolloutProgress progress) => progress.Stage == 0 ? 0 : Stages?[progress.Stage - 1].EndPage ?? 0;

    /// <summary>Returns the hours at which its messages may leave by the task's present plan.</summary>
    public RunHours HoursBy(CampaignTask task) => new(task.Plan.Schedule, task.Plan.Schedule.OccurrenceDay(task.Anchor, Occurrence));

    /// <summary>Returns true when an erased person had a message of this run at the address.</summary>
    public bool HasErased(ChannelKind channel, string address) =>
        Erased?.Contains(RecipientIdentity.KeyOf(contactId: null, channel, address)) ?? false;

    /// <summary>Returns the run whose messages name pseudonyms for these addresses; the same when that is nothing new.</summary>
    public Run Without(IReadOnlyList<ErasedName> names, ChannelKind channel)
    {
        string[] added = CompletedAt is not null
            ? []
            :
            [
                .. names
                    .Where(name => !HasErased(channel, name.Address))
                    .Select(name => RecipientIdentity.KeyOf(contactId: null, channel, name.Address)),
            ];
        return this with
        {
            Erased = added.Length is 0 ? Erased : [.. Erased ?? [], .. added],
            Failure = names.Aggregate(Failure, static (text, name) => name.In(text)),
        };
    }

    /// <summary>Counts the places of a page, from one on, that are still to catch up.</summary>
    public int CatchUpFrom(int page, int index) =>
        CatchUp?.FirstOrDefault(place => place.Lane == LaneOf(page)) is not { } end || page > end.Page ? 0
        : page < end.Page ? LedgerPage.Capacity - index
        : Math.Max(0, end.Index - index);
}
