namespace CampaignTasks.Api.Tasks;

/// <summary>A thing that a launch would lack.</summary>
/// <param name="Field">The field of the task, by its path.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
internal sealed record SubmissionProblemView(string Field, string Message);
