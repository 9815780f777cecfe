using CampaignTasks.Domain.Collections;

namespace CampaignTasks.Domain.Tasks;

/// <summary>A request for approval.</summary>
/// <param name="Reason">Why the task is to be approved, in the words of whoever submitted it.</param>
/// <param name="By">Who submitted it.</param>
/// <param name="At">When.</param>
public sealed record Submission(string Reason, TaskActor By, DateTimeOffset At)
{
    /// <summary>What a launch would lack; a submission with problems fails.</summary>
    public IReadOnlyList<SubmissionProblem> Problems
    {
        get;
        init => field = EquatableList<SubmissionProblem>.From(value ?? []);
    } = EquatableList<SubmissionProblem>.From([]);

    /// <summary>How the review ended; null while it goes on.</summary>
    public ReviewDecision? Decision { get; init; }
}
