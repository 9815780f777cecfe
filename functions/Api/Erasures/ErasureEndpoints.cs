using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Erasures;

/// <summary>The endpoints for the progress of erasures, which begin when contacts are deleted.</summary>
internal static class ErasureEndpoints
{
    private const string Tag = "Contacts";

    /// <summary>Returns the address of an erasure.</summary>
    public static string AddressOf(Erasure erasure) => $"/api/erasures/{erasure.Id}";

    public static void MapErasures(this IEndpointRouteBuilder api)
    {
        api.MapGet("/erasures", ListAsync)
            .Requires(Role.Viewer)
            .Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listErasures", Tag, "Lists erasures, newest first. They do not name the contacts.");
        api.MapGet("/erasures/{id}", GetAsync)
            .Requires(Role.Viewer)
            .Named("getErasure", Tag, "Reads whether messages of past runs still name a deleted contact.");
    }

    private static async Task<Ok<ErasureList>> ListAsync(
        Query query,
        Caller caller,
        IErasureStore store,
        CancellationToken cancellationToken
    )
    {
        var page = await store.ListAsync(caller.TenantId, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new ErasureList([.. page.Items.Select(ErasureView.From)], page.Next));
    }

    private static async Task<Results<Ok<ErasureView>, Problem>> GetAsync(
        string id,
        Caller caller,
        IErasureStore store,
        CancellationToken cancellationToken
    ) =>
        await store.FindAsync(caller.TenantId, id, cancellationToken) is { } erasure
            ? TypedResults.Ok(ErasureView.From(erasure))
            : Problems.NotFound("The erasure");
}
