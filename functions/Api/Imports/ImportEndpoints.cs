using CampaignTasks.Api.Http;
using CampaignTasks.Api.Tenants;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Imports;

/// <summary>Files of contacts and orders, of any size.</summary>
internal static class ImportEndpoints
{
    private const string Tag = "Imports";
    private const string Csv = "text/csv";

    private static readonly TakesFile Files = new(["application/x-ndjson", "application/jsonl", Csv]);

    public static void MapImports(this IEndpointRouteBuilder api)
    {
        api.MapPost("/contacts/import", ContactsAsync).Requires(Role.Operator).WithMetadata(new TakesItsTime(), Files)
            .Named("importContacts", Tag, "Takes a file of contacts in, NDJSON or CSV of any size. Faulty records are told, the others stored; the same file again changes nothing.");
        api.MapPost("/orders/import", OrdersAsync).Requires(Role.Operator).WithMetadata(new TakesItsTime(), Files)
            .Named("importOrders", Tag, "Takes a file of orders in, NDJSON or CSV of any size; in CSV an order's items follow each other, one a row.");
        api.MapGet("/imports", ListAsync).Requires(Role.Viewer).Query(QueryParameter.Limit, QueryParameter.Cursor).Named("listImports", Tag, "Lists imports, newest first.");
        api.MapGet("/imports/{id}", GetAsync).Requires(Role.Viewer).Named("getImport", Tag, "Tells how far an import is and what was wrong, by line.");
    }

    private static Task<Accepted<ImportView>> ContactsAsync(HttpContext context, NewId id, Caller caller, ImportUpload upload, TimeProvider time, CancellationToken cancellationToken) =>
        TakeAsync(ImportKind.Contacts, context, id, caller, upload, time, cancellationToken);

    private static Task<Accepted<ImportView>> OrdersAsync(HttpContext context, NewId id, Caller caller, ImportUpload upload, TimeProvider time, CancellationToken cancellationToken) =>
        TakeAsync(ImportKind.Orders, context, id, caller, upload, time, cancellationToken);

    private static async Task<Accepted<ImportView>> TakeAsync(
        ImportKind kind, HttpContext context, NewId id, Caller caller, ImportUpload upload, TimeProvider time, CancellationToken cancellationToken)
    {
        var isCsv = FileBody.TypeOf(context) is Csv;
        var job = new ImportJob { TenantId = caller.TenantId, Id = id.Value, Kind = kind, CreatedAt = time.GetUtcNow() };
        job = await upload.TakeAsync(job, await FileBody.OpenAsync(context), isCsv, context.RequestAborted);
        return TypedResults.Accepted($"/api/imports/{job.Id}", ImportView.Of(job));
    }

    private static async Task<Ok<ImportList>> ListAsync(Query query, Caller caller, IImportStore store, CancellationToken cancellationToken)
    {
        var page = await store.ListAsync(caller.TenantId, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new ImportList([.. page.Items.Select(job => ImportView.Of(job) with { Faults = [] })], page.Next));
    }

    private static async Task<Results<Ok<ImportView>, Problem>> GetAsync(string id, Caller caller, IImportStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(caller.TenantId, id, cancellationToken) is { } job ? TypedResults.Ok(ImportView.Of(job)) : Problems.NotFound("The import");
}

/// <summary>How far an import is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What the file tells of.</param>
/// <param name="Status">`running` or `completed`.</param>
/// <param name="Records">Records in the file.</param>
/// <param name="Progress">The share that is done, from 0 to 1.</param>
/// <param name="Stored">Records that changed something.</param>
/// <param name="Unchanged">Records that said nothing new.</param>
/// <param name="FaultCount">Records with faults.</param>
/// <param name="Faults">The first 1,000 of them, by line; only where one import is read.</param>
/// <param name="CreatedAt">When the file came.</param>
/// <param name="CompletedAt">When the last record was done.</param>
internal sealed record ImportView(
    string Id,
    ImportKind Kind,
    ImportStatus Status,
    long Records,
    double Progress,
    long Stored,
    long Unchanged,
    long FaultCount,
    IReadOnlyList<FaultView> Faults,
    DateTimeOffset CreatedAt,
    DateTimeOffset? CompletedAt)
{
    public static ImportView Of(ImportJob job) => new(
        job.Id, job.Kind, job.Status, job.Records, job.Parts is 0 ? 1 : Math.Round((double)job.PartsDone / job.Parts, 3), job.Stored, job.Unchanged, job.FaultCount,
        [.. job.Faults.Select(fault => new FaultView(fault.Line, fault.Reason))], job.CreatedAt, job.CompletedAt);
}

/// <summary>One faulty record: the line it begins on, and what is wrong.</summary>
internal sealed record FaultView(long Line, string Reason);

/// <summary>A page of imports.</summary>
internal sealed record ImportList(IReadOnlyList<ImportView> Items, string? Next);
