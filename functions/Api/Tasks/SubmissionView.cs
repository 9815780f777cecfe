using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Tasks;

/// <summary>A request for approval.</summary>
/// <param name="Reason">Why the task is to be approved.</param>
/// <param name="By">Who submitted it.</param>
/// <param name="At">When.</param>
/// <param name="Problems">What a launch would lack; a submission with problems failed.</param>
/// <param name="Decision">How the review ended; null while it goes on.</param>
internal sealed record SubmissionView(
    string Reason,
    AuditActorView By,
    DateTimeOffset At,
    IReadOnlyList<SubmissionProblemView> Problems,
    DecisionView? Decision
)
{
    public static SubmissionView From(Submission submission) =>
        new(
            submission.Reason,
            AuditActorView.From(submission.By),
            submission.At,
            [.. submission.Problems.Select(problem => new SubmissionProblemView(problem.Field, problem.Message))],
            submission.Decision is { } decision
                ? new DecisionView(decision.Status, AuditActorView.From(decision.By), decision.At, decision.Reason)
                : null
        );
}
