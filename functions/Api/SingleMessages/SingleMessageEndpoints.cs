using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.SingleMessages;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.SingleMessages;

/// <summary>The endpoints of single messages: send one, read any message by its id.</summary>
internal static class SingleMessageEndpoints
{
    private const string Tag = "Messages";

    private static readonly QueryParameter From = new("from", "Only messages that left at this time or later (RFC 3339).");

    private static readonly QueryParameter To = new("to", "Only messages that left before this time (RFC 3339).");

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
        api.MapGet("/contacts/{id}/messages", ListAsync)
            .Requires(Role.Viewer)
            .Query(
                QueryParameter.OneOf<ChannelKind>("channel", "Only messages on this channel."),
                QueryParameter.AnyOf<MessageState>("status", "Only messages in one of these states."),
                From,
                To,
                QueryParameter.Limit,
                QueryParameter.Cursor
            )
            .Named(
                "listContactMessages",
                Tag,
                "Lists the messages that a contact was sent lately by tasks and automations, newest first. "
                    + "A page may be short although more follow: the end is a null `next`."
            );
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

    // A contact may be gone, or not be stored yet; an invalid id has no messages.
    private static async Task<Results<Ok<ContactMessageList>, Problem>> ListAsync(
        string id,
        Query query,
        Caller caller,
        ContactMessageReader reader,
        CancellationToken cancellationToken
    )
    {
        var errors = new ValidationErrors();
        var period = (TimeOf(query, From, errors), TimeOf(query, To, errors));
        errors.ThrowIfAny();
        return ExternalId.IsValid(id)
            ? TypedResults.Ok(await reader.ReadAsync(caller.TenantId, id, query, period, cancellationToken))
            : Problems.NotFound("The contact");
    }

    private static DateTimeOffset? TimeOf(Query query, QueryParameter parameter, ValidationErrors errors)
    {
        if (query.Text(parameter.Name) is not { } text)
        {
            return null;
        }

        if (Instants.TryParse(text, out var time))
        {
            return time;
        }

        errors.Add(parameter.Name, "It is not a time: give it as in 2026-01-31T09:00:00Z, and write a plus sign as %2B.");
        return null;
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
