using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Explanations;

/// <summary>The state of a message.</summary>
/// <param name="Run">Its run.</param>
/// <param name="Occurrence">The planned instant of the run.</param>
/// <param name="RunStatus">The status of the run.</param>
/// <param name="Id">Its id.</param>
/// <param name="Address">The address.</param>
/// <param name="ContactId">The contact it was planned for; another contact may have the same address.</param>
/// <param name="Status">Its status.</param>
/// <param name="Reason">Why it is not sent.</param>
/// <param name="Attempts">Requests to the provider that counted.</param>
/// <param name="Account">The account that last tried it.</param>
/// <param name="UpdatedAt">When it last changed.</param>
public sealed record MessageExplanationView(
    string Run,
    DateTimeOffset Occurrence,
    RunStatus RunStatus,
    string Id,
    string Address,
    string? ContactId,
    MessageState Status,
    string? Reason,
    int Attempts,
    string? Account,
    DateTimeOffset UpdatedAt
)
{
    internal static MessageExplanationView From(FoundMessage found) =>
        new(
            found.Run.Id.ToString(),
            found.Run.Occurrence,
            found.Run.Status,
            found.Id.ToString(),
            found.Message.Address,
            found.Message.ContactId,
            found.Message.State,
            found.Message.Reason,
            found.Message.Attempts,
            found.Message.Account,
            found.Message.UpdatedAt
        );
}
