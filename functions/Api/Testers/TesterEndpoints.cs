using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Testers;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Testers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Testers;

/// <summary>The endpoints of testers: create, list, delete.</summary>
internal static class TesterEndpoints
{
    private const string Tag = "Testers";

    public static void MapTesters(this IEndpointRouteBuilder api)
    {
        var testers = api.MapGroup("/testers");
        testers
            .MapPost("", AddAsync)
            .Requires(Role.Operator)
            .StoresBody()
            .Idempotent()
            .Named("addTester", Tag, "Creates a tester: a person who gets the tests of tasks.");
        testers
            .MapGet("", ListAsync)
            .Requires(Role.Viewer)
            .Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listTesters", Tag, "Lists testers, newest first.");
        testers
            .MapDelete("/{id}", DeleteAsync)
            .Requires(Role.Operator)
            .Named("deleteTester", Tag, "Deletes a tester; tests that were sent stay on record.");
    }

    private static async Task<Created<TesterView>> AddAsync(
        JsonBody<TesterRequest> body,
        ResourceId id,
        Caller caller,
        TestService service,
        CancellationToken cancellationToken
    )
    {
        var tester = await service.AddAsync(caller.TenantId, id.Value, body.Value, cancellationToken);
        return TypedResults.Created($"/api/testers/{tester.Id}", TesterView.From(tester));
    }

    private static async Task<Ok<TesterList>> ListAsync(Query query, Caller caller, ITesterStore store, CancellationToken cancellationToken)
    {
        var page = await store.ListAsync(caller.TenantId, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new TesterList([.. page.Items.Select(TesterView.From)], page.Next));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string id,
        Caller caller,
        ITesterStore store,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        ETags.Refuse(request);
        if (await store.FindAsync(caller.TenantId, id, cancellationToken) is null)
        {
            return Problems.NotFound("The tester");
        }

        await store.DeleteAsync(caller.TenantId, id, cancellationToken);
        return TypedResults.NoContent();
    }
}
