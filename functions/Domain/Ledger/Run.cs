using System.Text.Json.Serialization;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Touches;

namespace CampaignTasks.Domain.Ledger;

/// <summary>The execution of one occurrence over a frozen audience.</summary>
public sealed record Run
{
    public required string TenantId { get; init; }

    public required string TaskId { get; init; }

    public required RunId Id { get; init; }

    /// <summary>The planned instant this run carries out.</summary>
    public required DateTimeOffset Occurrence { get; init; }

    public RunStatus Status { get; init; }

    /// <summary>How many lanes share the pages: page <c>n</c> belongs to lane <c>n mod Lanes</c>. Fixed at planning.</summary>
    public required int Lanes { get; init; }

    /// <summary>
    /// How many messages a page of it may hold. Noted when it is opened: planning that is repeated by a later version must deal the same pages. Null for
    /// the present <see cref="LedgerPage.Capacity"/>.
    /// </summary>
    public int? PageCapacity { get; init; }

    /// <summary>How many pages the ledger has; known once planned.</summary>
    public int Pages { get; init; }

    /// <summary>The task's plan version whose audience the pages hold.</summary>
    public int PlanVersion { get; init; } = 1;

    /// <summary>Since when the audience is being planned, or planned anew after an edit: what was frozen then may not be in the pages yet. Null when it is not.</summary>
    public DateTimeOffset? PlanningSince { get; init; }

    /// <summary>Addresses whose messages name a pseudonym by now, under a hash: an edited audience must not bring them another one. Kept while the run is open.</summary>
    public IReadOnlyList<string>? Erased { get; init; }

    /// <summary>How recipients came by their zones, when the schedule is by recipient; null otherwise.</summary>
    public ZoneCounts? Zones { get; init; }

    /// <summary>How the audience became messages.</summary>
    public Waterfall Waterfall { get; init; } = Waterfall.Empty;

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The first failed message of a run that stops on failure, with the reason; null otherwise.</summary>
    public string? Failure { get; init; }

    /// <summary>Why a run ended early or never began; null for one that was carried out.</summary>
    public string? EndReason { get; init; }

    /// <summary>The resume whose overdue messages were dealt with last, by its time.</summary>
    public DateTimeOffset? OverdueAsOf { get; init; }

    /// <summary>Per lane, the place up to which messages were overdue when the task was resumed to catch up: the task's own pacing does not hold them back. Null when none were.</summary>
    public IReadOnlyList<LanePosition>? CatchUp { get; init; }

    /// <summary>Per lane, the place up to which overdue messages are being skipped; null when that is done.</summary>
    public IReadOnlyList<LanePosition>? Dropping { get; init; }

    /// <summary>How far the run had come when the watchdog last looked, for it to tell standing still from going on.</summary>
    public RunSighting? Sighting { get; init; }

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    /// <summary>The lane a page belongs to.</summary>
    public int LaneOf(int page) => page % Lanes;

    /// <summary>When its messages may leave, as its task plans it now.</summary>
    public RunHours HoursBy(CampaignTask task) => new(task.Plan.Schedule, task.Plan.Schedule.OccurrenceDay(task.Anchor, Occurrence));

    /// <summary>Whether an erased person had a message of this run at the address.</summary>
    public bool HasErased(ChannelKind channel, string address) => Erased?.Contains(Touched.By(contactId: null, channel, address)) ?? false;

    /// <summary>The run when its messages name pseudonyms for these addresses; the same when that is nothing new.</summary>
    public Run Without(IReadOnlyList<ErasedName> names, ChannelKind channel)
    {
        string[] news = CompletedAt is not null ? [] : [.. names.Where(name => !HasErased(channel, name.Address)).Select(name => Touched.By(contactId: null, channel, name.Address))];
        return this with
        {
            Erased = news.Length is 0 ? Erased : [.. Erased ?? [], .. news],
            Failure = names.Aggregate(Failure, static (text, name) => name.In(text)),
        };
    }

    /// <summary>How many places of a page, from one on, are still to catch up.</summary>
    public int CatchUpFrom(int page, int index) =>
        CatchUp?.FirstOrDefault(place => place.Lane == LaneOf(page)) is not { } end || page > end.Page ? 0
        : page < end.Page ? LedgerPage.Capacity - index
        : Math.Max(0, end.Index - index);
}
