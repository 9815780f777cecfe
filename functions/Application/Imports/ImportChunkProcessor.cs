using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CampaignTasks.Application.Contacts;
using CampaignTasks.Application.Erasures;
using CampaignTasks.Application.Json;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Orders;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Imports;

/// <summary>Carries out parts of imports.</summary>
internal sealed class ImportChunkProcessor(IImportStore store, ContactImport contacts, OrderService orders, ErasedContacts erased, TimeProvider time)
{
    private const string Deleted = "The contact was deleted after the file was sent: send the record again if it is to be stored anew.";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32 };

    /// <summary>Carries out the next part that is not done.</summary>
    /// <returns>Whether nothing is left.</returns>
    public async Task<bool> DoNextAsync(ImportRef import, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(import.TenantId, import.ImportId, cancellationToken) is not { Status: ImportStatus.Running } job)
        {
            return true;
        }

        var records = await store.ReadPartAsync(job.TenantId, job.Id, job.PartsDone, cancellationToken);
        var result = job.Kind is ImportKind.Contacts
            ? await ContactsAsync(job, records, cancellationToken)
            : await OrdersAsync(job, records, cancellationToken);
        try
        {
            job = await store.UpdateAsync(job.Advance(result, time.GetUtcNow()), cancellationToken);
        }
        catch (ConcurrencyConflictException)
        {
            // Somebody else did this part meanwhile, and counted it.
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
        List<ImportError> faults = [];
        List<(long Line, ContactRequest Request)> good = [];
        var gone = await erased.SinceAsync(job.TenantId, job.CreatedAt, cancellationToken);
        foreach (var record in records)
        {
            if (Read(record, ImportJson.Default.ContactRequest, faults) is not { } request)
            {
                continue;
            }

            if (request.Id is { } id && gone.Contains(id))
            {
                faults.Add(new ImportError(record.Line, Deleted));
                continue;
            }

            good.Add((record.Line, request));
        }

        var result = await contacts.SaveAsync(job.TenantId, good, cancellationToken);
        await erased.EraseAgainAsync(job.TenantId, job.CreatedAt, gone, good.Select(one => one.Request.Id), cancellationToken);
        return result with { Faults = [.. faults.Concat(result.Faults)] };
    }

    private async Task<ChunkResult> OrdersAsync(ImportJob job, IReadOnlyList<ImportRecord> records, CancellationToken cancellationToken)
    {
        List<ImportError> faults = [];
        List<(long Line, OrderUpsert Fact)> good = [];
        var gone = await erased.SinceAsync(job.TenantId, job.CreatedAt, cancellationToken);
        foreach (var record in records)
        {
            var errors = new ValidationErrors();
            if (Read(record, ImportJson.Default.OrderRequest, faults) is { } request && (request.ToDefinition().Check(errors) is { } fact))
            {
                if (gone.Contains(fact.ContactId))
                {
                    faults.Add(new ImportError(record.Line, Deleted));
                    continue;
                }

                good.Add((record.Line, fact));
            }
            else if (!errors.IsEmpty)
            {
                faults.Add(FaultOf(record.Line, errors));
            }
        }

        var effects = await orders.SaveAsync(job.TenantId, [.. good.Select(one => one.Fact)], cancellationToken);
        await erased.EraseAgainAsync(job.TenantId, job.CreatedAt, gone, good.Select(one => one.Fact.ContactId), cancellationToken);
        faults.AddRange(effects.Select((effect, i) => (effect, good[i].Line)).Where(one => WordsOf(one.effect) is not null).Select(one => new ImportError(one.Line, WordsOf(one.effect)!)));
        var stored = effects.Count(effect => effect is UpsertResult.Stored);
        return new ChunkResult(stored, effects.Count(effect => effect is UpsertResult.Repeated or UpsertResult.Late), faults);
    }

    public static ImportError FaultOf(long line, ValidationErrors errors)
    {
        var words = string.Join(' ', errors.ToDictionary().Select(error => $"{error.Key}: {error.Value[0]}"));
        return new ImportError(line, words.Length <= 300 ? words : words[..299] + "…");
    }

    private static string? WordsOf(UpsertResult effect) => effect switch
    {
        UpsertResult.OtherContact => "contact: The order was told as another contact's: tell it with the contact it has.",
        UpsertResult.TooMany => "contact: The contact has as many orders as can be kept.",
        _ => null,
    };

    private static T? Read<T>(ImportRecord record, JsonTypeInfo<T> type, List<ImportError> faults)
        where T : class
    {
        try
        {
            using var json = JsonDocument.Parse(record.Json, Strict);
            var errors = new ValidationErrors();
            new JsonShapeValidator(errors).Check(json.RootElement, type, "");
            if (errors.IsEmpty)
            {
                return json.RootElement.Deserialize(type);
            }

            faults.Add(FaultOf(record.Line, errors));
        }
        catch (JsonException)
        {
            faults.Add(new ImportError(record.Line, "The line is not one JSON object: write one object a line."));
        }

        return null;
    }
}
