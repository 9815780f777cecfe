using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Joins;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Joins;

/// <summary>The endpoint of links by which contacts join chats.</summary>
internal static class JoinLinkEndpoints
{
    private const string Tag = "Contacts";

    public static void MapJoinLinks(this IEndpointRouteBuilder api) =>
        api.MapPost("/contacts/{id}/join-links", AddAsync)
            .Requires(Role.Operator)
            .Named(
                "createJoinLink",
                Tag,
                "Makes a link by which the contact joins a Telegram bot or a VK community: the chat becomes the contact's address."
            );

    private static async Task<Results<Ok<JoinLinkView>, Problem>> AddAsync(
        string id,
        JsonBody<JoinLinkRequest> body,
        Caller caller,
        ChatJoiner joiner,
        CancellationToken cancellationToken
    ) =>
        ExternalId.IsValid(id) && await joiner.LinkAsync(new(caller.TenantId, id), body.Value, cancellationToken) is { } link
            ? TypedResults.Ok(JoinLinkView.From(link))
            : Problems.NotFound("The contact");
}
