using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.SingleMessages;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.SingleMessages;

/// <summary>The endpoints of single messages: send one, read any message by its id.</summary>
internal static class SingleMessageEndpoints
{
    private const string Tag = "Messages";

    public static void MapMessages(this IEndpointRouteBuilder api)
    {
        var messages = api.MapGroup("/messages");
        messages
            .MapPost("", SendAsync)
            .Requires(Role.Operator)
            .Idempotent()
            .Named(
                "sendMessage",
                Tag,
                "Sends one message to one recipient, at once or at a time. It is stored when this answers; its id leads to its outcome."
            );
        messages.MapGet("/{id}", GetAsync).Requires(Role.Viewer).Named("getMessage", Tag, "Reads any message, also one of a task.");
    }

    private static async Task<Accepted<AcceptedMessageView>> SendAsync(
        JsonBody<SingleMessageRequest> body,
        ResourceId id,
        Caller caller,
        SingleMessageService service,
        CancellationToken cancellationToken
    )
    {
        var message = await service.SendAsync(caller.TenantId, id.Value, body.Value, cancellationToken);
        return TypedResults.Accepted($"/api/messages/{message}", new AcceptedMessageView(message.ToString(), MessageState.Pending));
    }

    private static async Task<Results<Ok<SingleMessageView>, Problem>> GetAsync(
        string id,
        Caller caller,
        SingleMessageReader reader,
        CancellationToken cancellationToken
    ) =>
        await reader.FindAsync(caller.TenantId, id, cancellationToken) is { } message
            ? TypedResults.Ok(message)
            : Problems.NotFound("The message");
}
