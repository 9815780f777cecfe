using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CampaignTasks.Api.Contacts;
using CampaignTasks.Api.Erasures;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Orders;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Tasks;
using Microsoft.DurableTask;

namespace CampaignTasks.Api.Imports;

/// <summary><see cref="ImportActivities.ImportPart"/>: a part is stored, then counted. A crash in between stores it again, which changes nothing.</summary>
internal sealed class ImportPartActivity(ImportParts parts, IHostApplicationLifetime lifetime) : TaskActivity<ImportRef, ImportStep>
{
    public override async Task<ImportStep> RunAsync(TaskActivityContext context, ImportRef input) =>
        new(await parts.DoNextAsync(input, lifetime.ApplicationStopping));
}

/// <summary>Carries out parts of imports.</summary>
internal sealed class ImportParts(IImportStore store, ContactImport contacts, OrderDesk orders, ErasedContacts erased, TimeProvider time)
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
        catch (LostRaceException)
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

    private async Task<PartResult> ContactsAsync(ImportJob job, IReadOnlyList<ImportRecord> records, CancellationToken cancellationToken)
    {
        List<ImportFault> faults = [];
        List<(long Line, ContactRequest Request)> good = [];
        var gone = await erased.SinceAsync(job.TenantId, job.CreatedAt, cancellationToken);
        foreach (var record in records)
        {
            if (Read(record, ApiJson.Default.ContactRequest, faults) is not { } request)
            {
                continue;
            }

            if (request.Id is { } id && gone.Contains(id))
            {
                faults.Add(new ImportFault(record.Line, Deleted));
                continue;
            }

            good.Add((record.Line, request));
        }

        var result = await contacts.SaveAsync(job.TenantId, good, cancellationToken);
        await erased.EraseAgainAsync(job.TenantId, job.CreatedAt, gone, good.Select(one => one.Request.Id), cancellationToken);
        return result with { Faults = [.. faults.Concat(result.Faults)] };
    }

    private async Task<PartResult> OrdersAsync(ImportJob job, IReadOnlyList<ImportRecord> records, CancellationToken cancellationToken)
    {
        List<ImportFault> faults = [];
        List<(long Line, OrderFact Fact)> good = [];
        var gone = await erased.SinceAsync(job.TenantId, job.CreatedAt, cancellationToken);
        foreach (var record in records)
        {
            var errors = new FieldErrors();
            if (Read(record, ApiJson.Default.OrderRequest, faults) is { } request && (request.ToDefinition().Check(errors) is { } fact))
            {
                if (gone.Contains(fact.ContactId))
                {
                    faults.Add(new ImportFault(record.Line, Deleted));
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
        faults.AddRange(effects.Select((effect, i) => (effect, good[i].Line)).Where(one => WordsOf(one.effect) is not null).Select(one => new ImportFault(one.Line, WordsOf(one.effect)!)));
        var stored = effects.Count(effect => effect is OrderEffect.Stored);
        return new PartResult(stored, effects.Count(effect => effect is OrderEffect.Repeated or OrderEffect.Late), faults);
    }

    public static ImportFault FaultOf(long line, FieldErrors errors)
    {
        var words = string.Join(' ', errors.ToDictionary().Select(error => $"{error.Key}: {error.Value[0]}"));
        return new ImportFault(line, words.Length <= 300 ? words : words[..299] + "…");
    }

    private static string? WordsOf(OrderEffect effect) => effect switch
    {
        OrderEffect.OtherContact => "contact: The order was told as another contact's: tell it with the contact it has.",
        OrderEffect.TooMany => "contact: The contact has as many orders as can be kept.",
        _ => null,
    };

    private static T? Read<T>(ImportRecord record, JsonTypeInfo<T> type, List<ImportFault> faults)
        where T : class
    {
        try
        {
            using var json = JsonDocument.Parse(record.Json, Strict);
            var errors = new FieldErrors();
            new JsonWalk(errors).Check(json.RootElement, type, "");
            if (errors.IsEmpty)
            {
                return json.RootElement.Deserialize(type);
            }

            faults.Add(FaultOf(record.Line, errors));
        }
        catch (JsonException)
        {
            faults.Add(new ImportFault(record.Line, "The line is not one JSON object: write one object a line."));
        }

        return null;
    }
}
