using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Inbound;

/// <summary>The endpoint of what people wrote.</summary>
internal static class InboundEndpoints
{
    public static void MapInbound(this IEndpointRouteBuilder api) =>
        api.MapGroup("/contacts")
            .MapGet("/{id}/inbound", ListAsync)
            .Requires(Role.Viewer)
            .Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listInbound", "Contacts", "Lists what the contact wrote to the tenant's accounts in the last 90 days, newest first.");

    private static async Task<Results<Ok<InboundList>, Problem>> ListAsync(
        string id,
        Query query,
        Caller caller,
        IContactStore contacts,
        IReceivedMessageStore messages,
        CancellationToken cancellationToken
    )
    {
        if (await contacts.FindAsync(caller.TenantId, id, cancellationToken) is null)
        {
            return Problems.NotFound("The contact");
        }

        var page = await messages.ListAsync(caller.TenantId, id, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new InboundList([.. page.Items.Select(InboundView.Of)], page.Next));
    }
}
