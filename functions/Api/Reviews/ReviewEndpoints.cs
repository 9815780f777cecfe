using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Tasks;
using CampaignTasks.Application.Approvals;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Reviews;

/// <summary>The endpoints of approval: submit, review, approve, reject, withdraw.</summary>
internal static class ReviewEndpoints
{
    private const string Tag = "Tasks";

    public static void MapReviews(this IEndpointRouteBuilder api)
    {
        var tasks = api.MapGroup("/tasks");
        tasks
            .MapPost("/{id}/submit", SubmitAsync)
            .Named("submitTask", Tag, "Asks for approval. The submission fails when a launch would lack something, and says what.")
            .Requires(TaskLifecycle.RoleFor(TaskTransition.Submit))
            .Idempotent();
        tasks
            .MapGet("/{id}/review", ReadAsync)
            .Named(
                "reviewTask",
                Tag,
                "Shows a reviewer the forecast, the audience, sample messages and what changed since the last approval."
            )
            .Requires(Role.Operator);
        tasks
            .MapPost("/{id}/approve", ApproveAsync)
            .Named("approveTask", Tag, "Approves the plan with the hash that the review showed: it runs at once, or at its time.")
            .Requires(TaskLifecycle.RoleFor(TaskTransition.Approve))
            .Idempotent();
        tasks
            .MapPost("/{id}/reject", RejectAsync)
            .Named("rejectTask", Tag, "Refuses the plan under review, with a reason.")
            .Requires(TaskLifecycle.RoleFor(TaskTransition.Reject))
            .Idempotent();
        tasks
            .MapPost("/{id}/withdraw", WithdrawAsync)
            .Named("withdrawTask", Tag, "Takes a submission back.")
            .Requires(TaskLifecycle.RoleFor(TaskTransition.Withdraw))
            .Idempotent();
    }

    private static Task<Results<Ok<TaskView>, Problem>> SubmitAsync(
        string id,
        JsonBody<SubmitRequest> body,
        ApprovalService approvals,
        TaskActionHandler handler,
        CancellationToken cancellationToken
    ) => handler.MoveAsync(id, approvals.Submit(handler.Actor, body.Value), cancellationToken);

    private static async Task<Results<Ok<ReviewView>, Problem>> ReadAsync(
        string id,
        Caller caller,
        TaskReader reader,
        ReviewReader reviews,
        HttpContext context,
        CancellationToken cancellationToken
    ) =>
        await reader.FindAsync(caller, id, cancellationToken) is { } task
            ? TypedResults.Ok(await reviews.ReadAsync(task, Actors.Of(context), cancellationToken))
            : TaskReader.NotFound();

    private static Task<Results<Ok<TaskView>, Problem>> ApproveAsync(
        string id,
        JsonBody<ApproveRequest> body,
        ApprovalService approvals,
        TaskActionHandler handler,
        CancellationToken cancellationToken
    ) => handler.MoveAsync(id, approvals.Approve(handler.Actor, body.Value), cancellationToken);

    private static Task<Results<Ok<TaskView>, Problem>> RejectAsync(
        string id,
        JsonBody<RejectRequest> body,
        TaskActionHandler handler,
        CancellationToken cancellationToken
    ) => handler.MoveAsync(id, ApprovalService.Reject(handler.Actor, body.Value), cancellationToken);

    private static Task<Results<Ok<TaskView>, Problem>> WithdrawAsync(
        string id,
        NoBody body,
        TaskActionHandler handler,
        CancellationToken cancellationToken
    ) => handler.MoveAsync(id, ApprovalService.Withdraw(handler.Actor), cancellationToken);
}
