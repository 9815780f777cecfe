using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CampaignTasks.Application.Contacts;
using CampaignTasks.Application.Erasures;
using CampaignTasks.Application.Events;
using CampaignTasks.Application.Json;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Orders;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Events;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Imports;

/// <summary>A processor of the parts of imports.</summary>
internal sealed class ImportChunkProcessor(
    IImportStore store,
    ContactImport contacts,
    OrderService orders,
    EventService events,
    ErasedContacts erased,
    TimeProvider time
)
{
    private const string DeletedMessage = "The contact was deleted after the file was sent: send the record again to store it anew.";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32 };

    /// <summary>Processes the next part that is not done.</summary>
    /// <returns>True when none is left.</returns>
    public async Task<bool> ProcessNextAsync(ImportRef import, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(import.TenantId, import.ImportId, cancellationToken) is not { Status: ImportStatus.Running } job)
        {
            return true;
        }

        var records = await store.ReadPartAsync(job.TenantId, job.Id, job.PartsDone, cancellationToken);
        var result = await (
            job.Kind switch
            {
                ImportKind.Contacts => ContactsAsync(job, records, cancellationToken),
                ImportKind.Orders => OrdersAsync(job, records, cancellationToken),
                ImportKind.Events => EventsAsync(job, records, cancellationToken),
                _ => throw new InvalidOperationException($"Import {job.Id} is of an unknown kind."),
            }
        );
        try
        {
            job = await store.UpdateAsync(job.Advance(result, time.GetUtcNow()), cancellationToken);
        }
        catch (ConcurrencyConflictException)
        {
            // Another process did this part meanwhile, and counted it.
            return false;
        }

        if (job.Status is ImportStatus.Running)
        {
            return false;
        }

        await store.DeletePartsAsync(job.TenantId, job.Id, from: 0, cancellationToken);
        return true;
    }

    private async Task<ChunkResult> ContactsAsync(ImportJob job, IReadOnlyList<ImportRecord> records, CancellationToken cancellationToken)
    {
        List<ImportError> rejected = [];
        List<ContactRecord> valid = [];
        var deleted = await erased.SinceAsync(job.TenantId, job.CreatedAt, cancellationToken);
        foreach (var record in records)
        {
            if (Read(record, ImportJson.Default.ContactRequest, rejected) is not var (request, given))
            {
                continue;
            }

            if (request.Id is { } id && deleted.Contains(id))
            {
                rejected.Add(new ImportError(record.Line, DeletedMessage));
                continue;
            }

            valid.Add(new(record.Line, request, given));
        }

        var result = await contacts.SaveAsync(job.TenantId, valid, cancellationToken);
        await erased.EraseAgainAsync(job.TenantId, job.CreatedAt, deleted, valid.Select(one => one.Request.Id), cancellationToken);
        return result with { Faults = [.. rejected.Concat(result.Faults)] };
    }

    private async Task<ChunkResult> OrdersAsync(ImportJob job, IReadOnlyList<ImportRecord> records, CancellationToken cancellationToken)
    {
        List<ImportError> rejected = [];
        var deleted = await erased.SinceAsync(job.TenantId, job.CreatedAt, cancellationToken);
        var read = Read(records, ImportJson.Default.OrderRequest, (request, errors) => request.ToDefinition().Check(errors), rejected);
        var valid = Without(deleted, read, upsert => upsert.ContactId, rejected);
        var results = await orders.SaveAsync(job.TenantId, [.. valid.Select(one => one.Item)], cancellationToken);
        await erased.EraseAgainAsync(job.TenantId, job.CreatedAt, deleted, valid.Select(one => one.Item.ContactId), cancellationToken);
        rejected.AddRange(Refused(valid, results.Select(ReasonOf)));
        var stored = results.Count(result => result is UpsertResult.Stored);
        return new ChunkResult(stored, results.Count(result => result is UpsertResult.Repeated or UpsertResult.Late), rejected);
    }

    private async Task<ChunkResult> EventsAsync(ImportJob job, IReadOnlyList<ImportRecord> records, CancellationToken cancellationToken)
    {
        List<ImportError> rejected = [];
        var now = time.GetUtcNow();
        var deleted = await erased.SinceAsync(job.TenantId, job.CreatedAt, cancellationToken);
        var read = Read(records, ImportJson.Default.EventRequest, (request, errors) => request.ToDefinition().Check(now, errors), rejected);
        var valid = Without(deleted, read, submitted => submitted.ContactId, rejected);
        var results = await events.SaveAsync(job.TenantId, [.. valid.Select(one => one.Item)], cancellationToken);
        await erased.EraseAgainAsync(job.TenantId, job.CreatedAt, deleted, valid.Select(one => one.Item.ContactId), cancellationToken);
        rejected.AddRange(Refused(valid, results.Select(ReasonOf)));
        var stored = results.Count(result => result is EventResult.Stored);
        return new ChunkResult(stored, results.Count(result => result is EventResult.Repeated), rejected);
    }

    /// <summary>Reads and checks records; those that are not valid are rejected.</summary>
    private static List<(long Line, TItem Item)> Read<TRequest, TItem>(
        IReadOnlyList<ImportRecord> records,
        JsonTypeInfo<TRequest> type,
        Func<TRequest, ValidationErrors, TItem?> check,
        List<ImportError> rejected
    )
        where TRequest : class
        where TItem : class
    {
        List<(long Line, TItem Item)> valid = [];
        foreach (var record in records)
        {
            var errors = new ValidationErrors();
            if (Read(record, type, rejected) is var (request, _) && check(request, errors) is { } item)
            {
                valid.Add((record.Line, item));
            }
            else if (!errors.IsEmpty)
            {
                rejected.Add(ErrorOf(record.Line, errors));
            }
        }

        return valid;
    }

    /// <summary>Returns the records of contacts that were not deleted; the others are rejected.</summary>
    private static List<(long Line, TItem Item)> Without<TItem>(
        IReadOnlySet<string> deleted,
        List<(long Line, TItem Item)> valid,
        Func<TItem, string> contactOf,
        List<ImportError> rejected
    )
    {
        rejected.AddRange(
            valid.Where(one => deleted.Contains(contactOf(one.Item))).Select(one => new ImportError(one.Line, DeletedMessage))
        );
        return [.. valid.Where(one => !deleted.Contains(contactOf(one.Item)))];
    }

    private static IEnumerable<ImportError> Refused<TItem>(List<(long Line, TItem Item)> records, IEnumerable<string?> reasons) =>
        records.Zip(reasons).Where(one => one.Second is not null).Select(one => new ImportError(one.First.Line, one.Second!));

    public static ImportError ErrorOf(long line, ValidationErrors errors)
    {
        var words = string.Join(' ', errors.ToDictionary().Select(error => $"{error.Key}: {error.Value[0]}"));
        return new ImportError(line, words.Length <= 300 ? words : words[..299] + "…");
    }

    private static string? ReasonOf(UpsertResult result) =>
        result switch
        {
            UpsertResult.OtherContact => "contact: This order already belongs to another contact: submit it with that contact.",
            UpsertResult.TooMany => "contact: The contact has the maximum number of orders: use another one for wholesale.",
            _ => null,
        };

    private static string? ReasonOf(EventResult result) =>
        result switch
        {
            EventResult.OtherContact => "id: Another contact's event has this id: give each event an id of its own.",
            EventResult.UnknownContact => "contact: There is no contact with this id: store the contact first.",
            _ => null,
        };

    private static (T Value, IReadOnlySet<string> Given)? Read<T>(ImportRecord record, JsonTypeInfo<T> type, List<ImportError> rejected)
        where T : class
    {
        try
        {
            using var json = JsonDocument.Parse(record.Json, Strict);
            var errors = new ValidationErrors();
            new JsonShapeValidator(errors).Check(json.RootElement, type, "");
            if (errors.IsEmpty)
            {
                var given = json.RootElement.EnumerateObject().Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
                return json.RootElement.Deserialize(type) is { } value ? (value, given) : null;
            }

            rejected.Add(ErrorOf(record.Line, errors));
        }
        catch (JsonException)
        {
            rejected.Add(new ImportError(record.Line, "The line is not one JSON object: write one object a line."));
        }

        return null;
    }
}
