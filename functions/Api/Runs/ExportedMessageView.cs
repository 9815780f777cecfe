using CampaignTasks.Api.Exports;
using CampaignTasks.Application.Exports;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Api.Runs;

/// <summary>A message of a task.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RunId">Its run.</param>
/// <param name="Occurrence">The planned instant of the run.</param>
/// <param name="Address">The address.</param>
/// <param name="ContactId">The contact; null for an address without one.</param>
/// <param name="Account">The account that last tried it.</param>
/// <param name="Status">Its status.</param>
/// <param name="Reason">Why it failed, is unknown, was skipped or canceled.</param>
/// <param name="Attempts">Requests to the provider that counted.</param>
/// <param name="ProviderId">The provider's id of it.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="CreativeId">The creative it got, where the task has several; null otherwise.</param>
/// <param name="CreativeVersion">The version of that creative.</param>
internal sealed record ExportedMessageView(
    string Id,
    string RunId,
    DateTimeOffset Occurrence,
    string Address,
    string? ContactId,
    string? Account,
    MessageState Status,
    string? Reason,
    int Attempts,
    string? ProviderId,
    DateTimeOffset UpdatedAt,
    string? CreativeId,
    int? CreativeVersion
)
{
    public static readonly IReadOnlyList<ExportColumn<ExportedMessageView>> Columns =
    [
        new("id", row => row.Id),
        new("runId", row => row.RunId),
        new("occurrence", row => CellText.Of(row.Occurrence)),
        new("address", row => row.Address),
        new("contactId", row => row.ContactId),
        new("account", row => row.Account),
        new("status", row => EnumNames.Of(row.Status)),
        new("reason", row => row.Reason),
        new("attempts", row => CellText.Of(row.Attempts)),
        new("providerId", row => row.ProviderId),
        new("updatedAt", row => CellText.Of(row.UpdatedAt)),
        new("creativeId", row => row.CreativeId),
        new("creativeVersion", row => CellText.Of(row.CreativeVersion)),
    ];

    public static ExportedMessageView From(RunMessage exported)
    {
        var (run, id, message) = exported;
        return new(
            id.ToString(),
            run.Id.ToString(),
            run.Occurrence,
            message.Address,
            message.ContactId,
            message.Account,
            message.State,
            message.Reason,
            message.Attempts,
            message.ProviderId,
            message.UpdatedAt,
            message.Creative?.Id,
            message.Creative?.Number
        );
    }
}
