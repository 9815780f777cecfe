using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Approvals;

/// <summary>The actions of a review, to be carried out by <see cref="TaskService.ActAsync"/>.</summary>
internal sealed class ApprovalService(LaunchChecks checks, PlanHashes hashes)
{
    /// <summary>Checks everything that a launch needs, and submits the task.</summary>
    /// <exception cref="ValidationException">The reason is missing or too long.</exception>
    public TaskAction Submit(TaskActor by, SubmitRequest request)
    {
        var reason = ReviewTexts.Required(request.Reason, "reason");
        return new TaskAction("submit", by, async (task, now, cancellationToken) =>
        {
            var submission = new Submission(reason, by, now);

            // First by status: the checks read the audience.
            task.Submit(submission);
            return task.Submit(submission with { Problems = await checks.FindAsync(task, cancellationToken) });
        });
    }

    /// <summary>Approves the plan that was reviewed.</summary>
    /// <exception cref="ValidationException">The hash is missing, or the comment too long.</exception>
    public TaskAction Approve(TaskActor by, ApproveRequest request)
    {
        var errors = new ValidationErrors();
        var comment = ReviewTexts.Optional(request.Comment, "comment", errors);
        if (string.IsNullOrWhiteSpace(request.PlanHash))
        {
            errors.Add("planHash", "The hash of the reviewed plan is missing: GET /api/tasks/{id}/review shows it.");
        }

        errors.ThrowIfAny();
        return new TaskAction("approve", by, async (task, now, cancellationToken) =>
            task.Approve(by, request.PlanHash!, await hashes.OfAsync(task, cancellationToken), comment, now)
        );
    }

    /// <summary>Refuses the plan.</summary>
    /// <exception cref="ValidationException">The reason is missing or too long.</exception>
    public static TaskAction Reject(TaskActor by, RejectRequest request)
    {
        var reason = ReviewTexts.Required(request.Reason, "reason");
        return new TaskAction("reject", by, (task, now) => task.Reject(by, reason, now));
    }

    /// <summary>Takes a submission back.</summary>
    public static TaskAction Withdraw(TaskActor by) => new("withdraw", by, (task, now) => task.Withdraw(by, now));
}
