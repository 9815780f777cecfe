namespace CampaignTasks.Domain.Tasks;

/// <summary>A thing that a launch would lack.</summary>
/// <param name="Field">The field of the task, by its path in the API.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
public sealed record SubmissionProblem(string Field, string Message);
