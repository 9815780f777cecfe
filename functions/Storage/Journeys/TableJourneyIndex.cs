using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Journeys;

/// <summary>
/// The index of journeys in Table Storage: one partition per tenant and shard of contacts, a row per contact and automation. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableJourneyIndex(StorageTables tables) : IJourneyIndex
{
    // The bar ends a part of a key; this comes right after it.
    private const string AfterBar = "}";

    private readonly TableClient _table = tables.JourneyIndex;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, ContactJourneys>> TakeAsync(
        AutomationKey key,
        IReadOnlyDictionary<string, JourneyPlace> places,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(places);
        Dictionary<string, ContactJourneys> taken = new(StringComparer.Ordinal);
        var rows = places.Select(place => ConditionalWrites.Sign(Write(new ContactJourneys(key, place.Key) { Places = [place.Value] })));
        foreach (var batch in RowBatches.Of(rows))
        {
            foreach (var stored in await InsertAsync(batch, cancellationToken))
            {
                taken[stored.ContactId] = stored;
            }
        }

        return taken;
    }

    /// <inheritdoc/>
    public async Task<ContactJourneys?> FindAsync(AutomationKey key, string contactId, CancellationToken cancellationToken) =>
        await _table.FindAsync(Partition(key.TenantId, contactId), RowKey(contactId, key.AutomationId), cancellationToken) is { } row
            ? Read(row)
            : null;

    /// <inheritdoc/>
    public async Task<ContactJourneys> UpdateAsync(ContactJourneys places, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(places);
        return places with
        {
            ETag = await _table.UpdateOrLoseAsync(
                Write(places),
                places.ETag,
                TableUpdateMode.Replace,
                $"The journeys of a contact in automation {places.Key.AutomationId}",
                cancellationToken
            ),
        };
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ContactJourneys> ReadAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        var part = Keys.Part(contactId);
        return _table
            .ReadAsync(RowFilter.Range(Partition(tenantId, contactId), $"{part}|", part + AfterBar), cancellationToken)
            .Select(Read);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(AutomationKey key, IReadOnlyCollection<string> contactIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(contactIds);
        var rows = contactIds.Distinct().Select(id => new TableEntity(Partition(key.TenantId, id), RowKey(id, key.AutomationId)));
        foreach (var batch in RowBatches.Of(rows))
        {
            await _table.DeleteAllAsync(batch, cancellationToken);
        }
    }

    /// <returns>The rows that are there already.</returns>
    private async Task<IReadOnlyList<ContactJourneys>> InsertAsync(IReadOnlyList<TableEntity> rows, CancellationToken cancellationToken)
    {
        try
        {
            await _table.SubmitTransactionAsync(RowBatches.Each(TableTransactionActionType.Add, rows), cancellationToken);
            return [];
        }
        catch (TableTransactionFailedException e) when (e.Status is 409)
        {
            // Some are there, perhaps all of them by a request whose answer was lost.
            List<ContactJourneys> stored = [];
            foreach (var row in rows)
            {
                if (
                    await _table.OwnVersionAsync(row, cancellationToken) is null
                    && await _table.TryInsertAsync(row, cancellationToken) is null
                )
                {
                    stored.Add(Read(await _table.GetEntityAsync<TableEntity>(row.PartitionKey, row.RowKey, null, cancellationToken)));
                }
            }

            return stored;
        }
    }

    private static TableEntity Write(ContactJourneys places)
    {
        var row = new TableEntity(Partition(places.Key.TenantId, places.ContactId), RowKey(places.ContactId, places.Key.AutomationId));
        Columns.WriteRecord(row, places, DomainJson.Default.ContactJourneys);
        return row;
    }

    private static ContactJourneys Read(TableEntity row) =>
        Columns.ReadRecord(row, DomainJson.Default.ContactJourneys) with
        {
            ETag = ConditionalWrites.Version(row),
        };

    private static string Partition(string tenantId, string contactId) =>
        $"{Keys.Partition(tenantId, "journey")}|{ContactKey.Digit(ContactKey.Shard(contactId))}";

    private static string RowKey(string contactId, string automationId) => $"{Keys.Part(contactId)}|{Keys.Part(automationId)}";
}
