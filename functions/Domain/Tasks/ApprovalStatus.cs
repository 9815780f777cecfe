using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tasks;

/// <summary>The status of a task's approval.</summary>
[JsonConverter(typeof(EnumNameConverter<ApprovalStatus>))]
public enum ApprovalStatus
{
    NotRequired,
    None,
    UnderReview,
    SubmissionFailed,
    Rejected,
    Withdrawn,
    Approved,
}
