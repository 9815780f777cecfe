using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tasks;

/// <summary>Where a task's approval stands.</summary>
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
