using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Approvals;

/// <summary>The checks of a stored task before it is submitted: everything that a launch would need.</summary>
internal sealed class LaunchChecks(
    ITaskStore tasks,
    TaskAccounts accounts,
    AudienceSources sources,
    UnsubscribeLinks links,
    TimeProvider time
)
{
    // Shorter than the timeout of requests. An audience in which nobody is found by then may still have somebody.
    private static readonly TimeSpan LongestSearch = TimeSpan.FromSeconds(10);

    /// <summary>Finds what a launch would lack; none when nothing.</summary>
    public async Task<IReadOnlyList<SubmissionProblem>> FindAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        var definition = TaskDefinition.From(task.Plan) with { HasUnsubscribeLinks = links.Exist };
        definition.Check(time.GetUtcNow(), errors, task.Plan);
        await accounts.CheckAsync(task, errors, cancellationToken);
        if (!errors.Has("schedule") && task.Plan.Schedule.FirstOccurrence(time.GetUtcNow()) is null)
        {
            errors.Add(
                "schedule",
                "No occurrence of the schedule is left: set schedule.startAt, startDate or finishDate to a time to come, or remove it."
            );
        }

        if (await IsEmptyAsync(task, cancellationToken))
        {
            errors.Add("audience", "Nobody in the audience may get the message: look at its preview, and change it.");
        }

        return [.. errors.ToDictionary().SelectMany(field => field.Value.Select(message => new SubmissionProblem(field.Key, message)))];
    }

    private async Task<bool> IsEmptyAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + LongestSearch;
        await foreach (
            var candidate in sources.ReadAsync(AudienceQuery.From(task, tasks, cancellationToken), position: null, cancellationToken)
        )
        {
            if (candidate.Recipient is not null || time.GetUtcNow() > until)
            {
                return false;
            }
        }

        return true;
    }
}
