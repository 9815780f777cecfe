using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Imports;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Imports;

/// <summary>The endpoints for importing files of contacts, orders and events, of any size.</summary>
internal static class ImportEndpoints
{
    private const string Tag = "Imports";
    private const string Csv = "text/csv";

    private static readonly TakesFile Files = new(["application/x-ndjson", "application/jsonl", Csv]);

    // The properties of an event have no place in a table.
    private static readonly TakesFile Lines = new(["application/x-ndjson", "application/jsonl"]);

    public static void MapImports(this IEndpointRouteBuilder api)
    {
        api.MapPost("/contacts/import", ContactsAsync)
            .Requires(Role.Operator)
            .StoresBody()
            .WithMetadata(new WithoutRequestTimeout(), Files)
            .Named(
                "importContacts",
                Tag,
                "Imports a file of contacts, NDJSON or CSV of any size. Invalid records are reported, the others stored. "
                    + "The same file again changes nothing."
            );
        api.MapPost("/orders/import", OrdersAsync)
            .Requires(Role.Operator)
            .StoresBody()
            .WithMetadata(new WithoutRequestTimeout(), Files)
            .Named(
                "importOrders",
                Tag,
                "Imports a file of orders, NDJSON or CSV of any size; in CSV each row is an item, and the rows of an order may lie anywhere."
            );
        api.MapPost("/events/import", EventsAsync)
            .Requires(Role.Operator)
            .StoresBody()
            .WithMetadata(new WithoutRequestTimeout(), Lines)
            .Named(
                "importEvents",
                Tag,
                "Imports a file of events, NDJSON of any size. Invalid records are reported, the others stored. The same file again changes nothing."
            );
        api.MapGet("/imports", ListAsync)
            .Requires(Role.Viewer)
            .Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named(
                "listImports",
                Tag,
                "Lists imports, newest first, with the number of their errors; read a single import for the errors."
            );
        api.MapGet("/imports/{id}", GetAsync)
            .Requires(Role.Viewer)
            .Named("getImport", Tag, "Reads the progress of an import and its errors by line.");
    }

    private static Task<Accepted<ImportView>> ContactsAsync(
        HttpContext context,
        ResourceId id,
        Caller caller,
        ImportUpload upload,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => TakeAsync(ImportKind.Contacts, context, id, caller, upload, time, cancellationToken);

    private static Task<Accepted<ImportView>> OrdersAsync(
        HttpContext context,
        ResourceId id,
        Caller caller,
        ImportUpload upload,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => TakeAsync(ImportKind.Orders, context, id, caller, upload, time, cancellationToken);

    private static Task<Accepted<ImportView>> EventsAsync(
        HttpContext context,
        ResourceId id,
        Caller caller,
        ImportUpload upload,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => TakeAsync(ImportKind.Events, context, id, caller, upload, time, cancellationToken);

    private static async Task<Accepted<ImportView>> TakeAsync(
        ImportKind kind,
        HttpContext context,
        ResourceId id,
        Caller caller,
        ImportUpload upload,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var isCsv = FileBody.TypeOf(context) is Csv;
        var job = new ImportJob
        {
            TenantId = caller.TenantId,
            Id = id.Value,
            Kind = kind,
            CreatedAt = time.GetUtcNow(),
        };
        job = await upload.TakeAsync(job, await FileBody.OpenAsync(context), isCsv, context.RequestAborted);
        return TypedResults.Accepted($"/api/imports/{job.Id}", ImportView.From(job));
    }

    private static async Task<Ok<ImportList>> ListAsync(Query query, Caller caller, IImportStore store, CancellationToken cancellationToken)
    {
        var page = await store.ListAsync(caller.TenantId, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new ImportList([.. page.Items.Select(job => ImportView.From(job) with { Faults = null })], page.Next));
    }

    private static async Task<Results<Ok<ImportView>, Problem>> GetAsync(
        string id,
        Caller caller,
        IImportStore store,
        CancellationToken cancellationToken
    ) =>
        await store.FindAsync(caller.TenantId, id, cancellationToken) is { } job
            ? TypedResults.Ok(ImportView.From(job))
            : Problems.NotFound("The import");
}
