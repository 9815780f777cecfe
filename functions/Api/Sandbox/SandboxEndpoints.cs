using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Sandbox;

/// <summary>The endpoint of messages sent to the sandbox instead of a provider.</summary>
internal static class SandboxEndpoints
{
    public static void MapSandbox(this IEndpointRouteBuilder api) =>
        api.MapGet("/sandbox/messages", ListAsync)
            .Requires(Role.Viewer)
            .Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listSandboxMessages", "Sandbox", "Lists the messages sent to the sandbox.");

    private static async Task<Ok<SandboxList>> ListAsync(
        Query query,
        Caller caller,
        ISandboxOutbox outbox,
        CancellationToken cancellationToken
    )
    {
        var page = await outbox.ListAsync(caller.TenantId, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new SandboxList([.. page.Items.Select(message => SandboxView.From(message, caller))], page.Next));
    }
}
