using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Inboxes;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Inboxes;

/// <summary>The endpoints of inboxes: a token for a contact, and with it the contact's own list and what it has read.</summary>
internal static class InboxEndpoints
{
    private const string Tag = "Inbox";

    public static void MapInboxes(this IEndpointRouteBuilder api)
    {
        api.MapPost("/contacts/{id}/tokens", IssueAsync)
            .Requires(Role.Operator)
            .ShowsSecret()
            .Named(
                "createContactToken",
                Tag,
                "Makes a token with which the contact reads its own inbox, and opens the inbox for messages."
            );
        var inbox = api.MapGroup("/inbox").RequiresContactToken();
        inbox
            .MapGet("", ListAsync)
            .Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listInbox", Tag, "Lists the contact's messages of the last 90 days: unread first, of both the newest first.");
        inbox.MapPost("/{id}/read", ReadAsync).Named("readMessage", Tag, "Records that the contact has read a message.");
    }

    private static async Task<Results<Ok<ContactTokenView>, Problem>> IssueAsync(
        string id,
        OptionalBody<ContactTokenRequest> body,
        Caller caller,
        ContactTokens tokens,
        CancellationToken cancellationToken
    ) =>
        ExternalId.IsValid(id) && await tokens.IssueAsync(new(caller.TenantId, id), body.Value, cancellationToken) is { } token
            ? TypedResults.Ok(new ContactTokenView(token.Text, token.ExpiresAt))
            : Problems.NotFound("The contact");

    private static async Task<Ok<InboxList>> ListAsync(Query query, Caller caller, InboxService inbox, CancellationToken cancellationToken)
    {
        var (page, unread) = await inbox.ListAsync(ContactOf(caller), query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new InboxList(unread, [.. page.Items.Select(InboxMessageView.Of)], page.Next));
    }

    private static async Task<Results<Ok<InboxMessageView>, Problem>> ReadAsync(
        string id,
        NoBody body,
        Caller caller,
        InboxService inbox,
        CancellationToken cancellationToken
    ) =>
        MessageId.TryParse(id, out var message) && await inbox.ReadAsync(ContactOf(caller), message, cancellationToken) is { } read
            ? TypedResults.Ok(InboxMessageView.Of(read))
            : Problems.NotFound("The message");

    private static ContactId ContactOf(Caller caller) => new(caller.TenantId, caller.ContactId!);
}
