using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Runs;

namespace CampaignTasks.Api.Runs;

/// <summary>One execution of a task.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Occurrence">The planned instant it carries out.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="CompletedAt">When it ended.</param>
/// <param name="Failure">The first failed message of a run that stops on failure, with the reason.</param>
/// <param name="EndReason">Why it ended early or never began; null for one that was carried out.</param>
/// <param name="PlanVersion">The plan version of the task that its messages follow.</param>
/// <param name="Counts">How many messages stand where.</param>
/// <param name="Waterfall">How the audience became messages.</param>
/// <param name="Zones">How recipients came by their time zones, when the schedule is by recipient.</param>
internal sealed record RunView(
    string Id,
    DateTimeOffset Occurrence,
    RunStatus Status,
    DateTimeOffset StartedAt,
    DateTimeOffset? CompletedAt,
    string? Failure,
    string? EndReason,
    int PlanVersion,
    CountsView Counts,
    WaterfallView Waterfall,
    ZoneCounts? Zones)
{
    public static RunView Of(Run run, MessageCounts counts) => new(
        run.Id.ToString(), run.Occurrence, run.Status, run.StartedAt, run.CompletedAt, run.Failure, run.EndReason, run.PlanVersion, CountsView.Of(counts),
        WaterfallView.Of(run.Waterfall), run.Zones);
}

/// <summary>How many messages stand where. `sent` counts what the provider accepted, delivered and read ones included.</summary>
internal sealed record CountsView(
    int Total, int Pending, int Sending, int Sent, int Delivered, int Read, int Failed, int Skipped, int Canceled, int Unknown)
{
    public static CountsView Of(MessageCounts counts) => new(
        counts.Total, counts.Pending, counts.Sending, counts.Accepted, counts.Delivered, counts.Read, counts.Failed, counts.Skipped, counts.Canceled,
        counts.Unknown);
}

/// <summary>How an audience became messages: matched, less each kind of loss, is planned.</summary>
internal sealed record WaterfallView(int Matched, int Duplicate, int NoAddress, int NoConsent, int OwnsProduct, int Capped, int Planned)
{
    public static WaterfallView Of(Waterfall waterfall) => new(
        waterfall.Matched, waterfall.Duplicate, waterfall.NoAddress, waterfall.NoConsent, waterfall.OwnsProduct, waterfall.Capped, waterfall.Planned);
}

/// <summary>A page of runs.</summary>
internal sealed record RunList(IReadOnlyList<RunView> Items, string? Next);

/// <summary>One message of a run.</summary>
/// <param name="Id">Its id; providers get it as the message's key.</param>
/// <param name="Address">The address.</param>
/// <param name="ContactId">The contact; null for an address that leads to none.</param>
/// <param name="Account">The account that last tried it.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Reason">Why it failed, is unknown, was skipped or canceled.</param>
/// <param name="Attempts">Requests to the provider that counted.</param>
/// <param name="ProviderId">The provider's id of it.</param>
/// <param name="UpdatedAt">When it last changed.</param>
internal sealed record MessageView(
    string Id,
    string Address,
    string? ContactId,
    string? Account,
    MessageState Status,
    string? Reason,
    int Attempts,
    string? ProviderId,
    DateTimeOffset UpdatedAt)
{
    public static MessageView Of(MessageId id, LedgerMessage message) => new(
        id.ToString(), message.Address, message.ContactId, message.Account, message.State, message.Reason, message.Attempts, message.ProviderId, message.UpdatedAt);
}

/// <summary>A page of messages. It may be short, or even empty, with more to come: only a null `next` is the end.</summary>
internal sealed record MessageList(IReadOnlyList<MessageView> Items, string? Next);
