using System.Text.Json.Serialization;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Touches;

namespace CampaignTasks.Domain.Runs;

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
    public IReadOnlyList<LanePlace>? CatchUp { get; init; }

    /// <summary>Per lane, the place up to which overdue messages are being skipped; null when that is done.</summary>
    public IReadOnlyList<LanePlace>? Dropping { get; init; }

    /// <summary>How far the run had come when the watchdog last looked, for it to tell standing still from going on.</summary>
    public RunSighting? Sighting { get; init; }

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    /// <summary>The lane a page belongs to.</summary>
    public int LaneOf(int page) => page % Lanes;

    /// <summary>When its messages may leave, as its task plans it now.</summary>
    public RunHours HoursBy(CampaignTask task) => new(task.Schedule, task.Schedule.OccurrenceDay(task.Anchor, Occurrence));

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

/// <summary>How many recipients came by their time zone how.</summary>
/// <param name="Contact">By the contact's own zone.</param>
/// <param name="Country">By the main zone of the contact's or the phone number's country.</param>
/// <param name="Default">Neither was known: by the default zone.</param>
public sealed record ZoneCounts(int Contact, int Country, int Default)
{
    public static readonly ZoneCounts None = new(0, 0, 0);

    /// <summary>These counts with one more.</summary>
    public ZoneCounts With(ZoneSource source) => source switch
    {
        ZoneSource.Contact => this with { Contact = Contact + 1 },
        ZoneSource.Country => this with { Country = Country + 1 },
        _ => this with { Default = Default + 1 },
    };

    /// <summary>Both together; null when neither is counted.</summary>
    public static ZoneCounts? Sum(ZoneCounts? one, ZoneCounts? other) => (one, other) switch
    {
        ({ } a, { } b) => new ZoneCounts(a.Contact + b.Contact, a.Country + b.Country, a.Default + b.Default),
        _ => one ?? other,
    };
}

/// <summary>A place of a lane: everything before it in the lane's order.</summary>
public sealed record LanePlace(int Lane, int Page, int Index);

/// <summary>How many messages a run still owed at an instant.</summary>
public sealed record RunSighting(int Open, DateTimeOffset At);

/// <summary>Where a run stands.</summary>
[JsonConverter(typeof(WireName<RunStatus>))]
public enum RunStatus
{
    Planning,
    Running,
    Completed,
    Stopped,
    Failed,
    Canceled,

    /// <summary>It came due while nothing could carry it out, and is too late now.</summary>
    Missed,

    /// <summary>It came due while the run before was still going, or was dropped when a pause ended.</summary>
    Skipped,
}

/// <summary>How an audience became a run's messages: matched, less each kind of loss, is planned.</summary>
/// <param name="Matched">Everybody the audience names, repetitions included.</param>
/// <param name="Duplicate">Repetitions of an address.</param>
/// <param name="Planned">The messages.</param>
/// <param name="NoAddress">Contacts without an address on the channel.</param>
/// <param name="NoConsent">Who opted out, or where consent is asked for, did not give it.</param>
/// <param name="OwnsProduct">Who owns a product whose owners are skipped.</param>
/// <param name="Capped">Who has had as many messages as one may get.</param>
public sealed record Waterfall(
    int Matched, int Duplicate, int Planned, int NoAddress = 0, int NoConsent = 0, int OwnsProduct = 0, int Capped = 0)
{
    public static readonly Waterfall Empty = new(0, 0, 0);

    /// <summary>What a list that was pasted or uploaded begins with: the repetitions that were folded then.</summary>
    public static Waterfall Folded(int duplicates) => new(duplicates, duplicates, 0);

    /// <summary>One more who matched, and what became of them.</summary>
    public Waterfall With(Loss loss)
    {
        var one = this with { Matched = Matched + 1 };
        return loss switch
        {
            Loss.None => one with { Planned = Planned + 1 },
            Loss.Duplicate => one with { Duplicate = Duplicate + 1 },
            Loss.NoAddress => one with { NoAddress = NoAddress + 1 },
            Loss.NoConsent => one with { NoConsent = NoConsent + 1 },
            Loss.OwnsProduct => one with { OwnsProduct = OwnsProduct + 1 },
            Loss.Capped => one with { Capped = Capped + 1 },
            _ => throw new ArgumentOutOfRangeException(nameof(loss)),
        };
    }
}

/// <summary>Why somebody who matched gets no message; in the order of the waterfall.</summary>
[JsonConverter(typeof(WireName<Loss>))]
public enum Loss
{
    None,
    Duplicate,
    NoAddress,
    NoConsent,
    OwnsProduct,
    Capped,
}

/// <summary>How many messages stand where. <c>sent</c> as people see it includes delivered and read.</summary>
public readonly record struct MessageCounts(
    int Pending, int Sending, int Sent, int Delivered, int Read, int Failed, int Skipped, int Canceled, int Unknown)
{
    /// <summary>All messages.</summary>
    public int Total => Pending + Sending + Sent + Delivered + Read + Failed + Skipped + Canceled + Unknown;

    /// <summary>Messages the provider took, whatever became of them afterwards but failure.</summary>
    public int Accepted => Sent + Delivered + Read;

    /// <summary>Messages without an outcome yet.</summary>
    public int Open => Pending + Sending;

    public static MessageCounts operator +(MessageCounts a, MessageCounts b) => new(
        a.Pending + b.Pending, a.Sending + b.Sending, a.Sent + b.Sent, a.Delivered + b.Delivered, a.Read + b.Read,
        a.Failed + b.Failed, a.Skipped + b.Skipped, a.Canceled + b.Canceled, a.Unknown + b.Unknown);

    public static MessageCounts Add(MessageCounts left, MessageCounts right) => left + right;

    /// <summary>These counts with one more message in a state (or fewer, when <paramref name="by"/> is negative).</summary>
    public MessageCounts With(MessageState state, int by = 1) => state switch
    {
        MessageState.Pending => this with { Pending = Pending + by },
        MessageState.Sending => this with { Sending = Sending + by },
        MessageState.Sent => this with { Sent = Sent + by },
        MessageState.Delivered => this with { Delivered = Delivered + by },
        MessageState.Read => this with { Read = Read + by },
        MessageState.Failed => this with { Failed = Failed + by },
        MessageState.Skipped => this with { Skipped = Skipped + by },
        MessageState.Canceled => this with { Canceled = Canceled + by },
        MessageState.Unknown => this with { Unknown = Unknown + by },
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
