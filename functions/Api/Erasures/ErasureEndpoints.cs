using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Erasures;

/// <summary>How far erasures are. They begin where contacts are deleted.</summary>
internal static class ErasureEndpoints
{
    private const string Tag = "Contacts";

    /// <summary>Where an erasure is read.</summary>
    public static string AddressOf(Erasure erasure) => $"/api/erasures/{erasure.Id}";

    public static void MapErasures(this IEndpointRouteBuilder api)
    {
        api.MapGet("/erasures", ListAsync).Requires(Role.Viewer).Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listErasures", Tag, "Lists erasures, newest first. None says whom it was about.");
        api.MapGet("/erasures/{id}", GetAsync).Requires(Role.Viewer)
            .Named("getErasure", Tag, "Tells whether a deleted contact is out of the messages of past runs, too.");
    }

    private static async Task<Ok<ErasureList>> ListAsync(Query query, Caller caller, IErasureStore store, CancellationToken cancellationToken)
    {
        var page = await store.ListAsync(caller.TenantId, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new ErasureList([.. page.Items.Select(ErasureView.From)], page.Next));
    }

    private static async Task<Results<Ok<ErasureView>, Problem>> GetAsync(string id, Caller caller, IErasureStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(caller.TenantId, id, cancellationToken) is { } erasure ? TypedResults.Ok(ErasureView.From(erasure)) : Problems.NotFound("The erasure");
}
