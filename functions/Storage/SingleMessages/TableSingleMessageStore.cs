using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.SingleMessages;

/// <summary>
/// The single messages in Table Storage: one partition per tenant with a row per request and a row per open batch, so that a batch is added
/// and closed in one transaction each. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableSingleMessageStore(StorageTables tables) : ISingleMessageStore
{
    private const string Run = "Run";
    private const string Index = "Index";
    private const string Requests = "m-";
    private const string Batches = "o-";
    private const string AfterBatches = "o.";

    private readonly TableClient _table = tables.Singles;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, MessageId>> TryAddAsync(
        SingleBatch batch,
        IReadOnlyList<SingleMessage> messages,
        CancellationToken cancellationToken
    )
    {
        if (messages.Count is 0 or > SingleBatch.MostMessages || !batch.Requests.SequenceEqual(messages.Select(message => message.Request)))
        {
            throw new ArgumentException($"Give the 1 to {SingleBatch.MostMessages} messages of the batch.", nameof(messages));
        }

        var open = new TableEntity(Partition(batch.TenantId), BatchKey(batch));
        Columns.WriteRecord(open, batch, DomainJson.Default.SingleBatch);
        TableEntity[] rows = [open, .. messages.Select((message, index) => ToRow(batch, message, index))];
        try
        {
            await _table.SubmitTransactionAsync(RowBatches.Each(TableTransactionActionType.Add, rows), cancellationToken);
            return new Dictionary<string, MessageId>();
        }
        catch (TableTransactionFailedException e) when (e.Status is 409)
        {
            return await StoredBeforeAsync(batch, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<MessageId?> FindAsync(string tenantId, string request, CancellationToken cancellationToken) =>
        await _table.FindAsync(Partition(tenantId), RequestKey(request), [Run, Index], cancellationToken) is { } row ? PlaceOf(row) : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SingleMessage>?> ReadAsync(SingleBatch batch, CancellationToken cancellationToken)
    {
        // The ids are made within moments: between the first and the last stand few of other batches.
        var keys = batch.Requests.Select(RequestKey).Order(StringComparer.Ordinal).ToList();
        var range = RowFilter.Range(Partition(batch.TenantId), keys[0], keys[^1] + "~");
        var ofBatch = $"{range} and {TableClient.CreateQueryFilter($"Run eq {batch.Run.ToString()}")}";
        var messages = new SingleMessage?[batch.Requests.Count];
        await foreach (var row in _table.ReadAsync(ofBatch, cancellationToken))
        {
            if (row.ContainsKey(OldRows.KeptSince))
            {
                return null;
            }

            messages[row.GetInt32(Index)!.Value] = Columns.ReadRecord(row, DomainJson.Default.SingleMessage);
        }

        return messages.Contains(null) ? null : [.. messages.OfType<SingleMessage>()];
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SingleBatch> OpenAsync(string tenantId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = RowFilter.Range(Partition(tenantId), Batches, AfterBatches);
        await foreach (var row in _table.ReadAsync(open, cancellationToken))
        {
            yield return Columns.ReadRecord(row, DomainJson.Default.SingleBatch);
        }
    }

    /// <inheritdoc/>
    public async Task CloseAsync(SingleBatch batch, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var partition = Partition(batch.TenantId);
        TableTransactionAction[] actions =
        [
            new(TableTransactionActionType.Delete, new TableEntity(partition, BatchKey(batch)), ETag.All),
            .. batch.Requests.Select(
                (request, index) =>
                    new TableTransactionAction(
                        TableTransactionActionType.UpsertReplace,
                        new TableEntity(partition, RequestKey(request))
                        {
                            [Run] = batch.Run.ToString(),
                            [Index] = index,
                            [OldRows.KeptSince] = now.ToUniversalTime(),
                        }
                    )
            ),
        ];
        try
        {
            await _table.SubmitTransactionAsync(actions, cancellationToken);
        }
        catch (TableTransactionFailedException e) when (e.Status is 404)
        {
            // It is closed already, perhaps by a request whose answer was lost.
        }
    }

    // What a lost answer left is the batch itself: then its own row stands there.
    private async Task<IReadOnlyDictionary<string, MessageId>> StoredBeforeAsync(SingleBatch batch, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, MessageId>(StringComparer.Ordinal);
        if (await _table.FindAsync(Partition(batch.TenantId), BatchKey(batch), [], cancellationToken) is not null)
        {
            return known;
        }

        foreach (var request in batch.Requests)
        {
            if (await FindAsync(batch.TenantId, request, cancellationToken) is { } place && place.Run != batch.Run)
            {
                known[request] = place;
            }
        }

        return known;
    }

    private static TableEntity ToRow(SingleBatch batch, SingleMessage message, int index)
    {
        var row = new TableEntity(Partition(batch.TenantId), RequestKey(message.Request)) { [Run] = batch.Run.ToString(), [Index] = index };
        Columns.WriteRecord(row, message, DomainJson.Default.SingleMessage);
        return row;
    }

    private static MessageId? PlaceOf(TableEntity row) =>
        RunId.TryParse(row.GetString(Run), out var run) ? new MessageId(run, Page: 0, row.GetInt32(Index)!.Value) : null;

    private static string RequestKey(string request) => Requests + Keys.Part(request);

    private static string BatchKey(SingleBatch batch) => Batches + batch.Run;

    internal static string Partition(string tenantId) => Keys.Partition(tenantId, "single");
}
