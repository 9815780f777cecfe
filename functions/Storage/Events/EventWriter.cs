using Azure.Data.Tables;
using CampaignTasks.Domain.Events;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Events;

/// <summary>
/// The writer of a batch of events: it claims their ids, then writes the events. After a crash a claimed id may lack its event: it is
/// written when the same contact's event is told again.
/// </summary>
internal sealed class EventWriter(TableClient table, string tenantId, DateTimeOffset receivedAt)
{
    // A node serves some eight requests at a time; more only wait for each other.
    private const int AtOnce = 8;

    public async Task<IReadOnlyList<EventResult>> SaveAsync(IReadOnlyList<ContactEvent> events, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        var claims = events
            .DistinctBy(submitted => submitted.Id)
            .Select(submitted => new Claim(submitted, EventRows.IdOf(tenantId, submitted, receivedAt)))
            .ToDictionary(claim => claim.Submitted.Id, StringComparer.Ordinal);
        var byRow = claims.Values.ToDictionary(claim => claim.Row);
        await Parallel.ForEachAsync(RowBatches.Of(byRow.Keys).ToList(), options, async (batch, stop) =>
            await ClaimAsync([.. batch.Select(row => byRow[row])], stop)
        );
        await WriteAsync([.. claims.Values.Where(claim => claim.Result is not EventResult.OtherContact)], options);
        return [.. events.Select(submitted => ResultOf(submitted, claims[submitted.Id]))];
    }

    private static EventResult ResultOf(ContactEvent submitted, Claim claim) =>
        ReferenceEquals(submitted, claim.Submitted) ? claim.Result
        : submitted.ContactId == claim.ContactId ? EventResult.Repeated
        : EventResult.OtherContact;

    /// <summary>Claims ids of one partition; what others claimed before is noted.</summary>
    private async Task ClaimAsync(List<Claim> claims, CancellationToken cancellationToken)
    {
        while (claims.Count > 0)
        {
            try
            {
                var rows = claims.Select(claim => claim.Row);
                await table.SubmitTransactionAsync(RowBatches.Each(TableTransactionActionType.Add, rows), cancellationToken);
                return;
            }
            catch (TableTransactionFailedException e) when (e.Status is 409)
            {
                var stored = new TableEntity?[claims.Count];
                var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
                await Parallel.ForAsync(0, claims.Count, options, async (i, stop) =>
                    stored[i] = await table.FindAsync(claims[i].Row.PartitionKey, claims[i].Row.RowKey, stop)
                );
                for (var i = 0; i < claims.Count; i++)
                {
                    // A claim of ours whose answer was lost is no one else's.
                    claims[i].Known = stored[i] is { } row && !ConditionalWrites.IsSameWrite(claims[i].Row, row) ? row : null;
                }

                claims = [.. claims.Where((_, i) => stored[i] is null)];
            }
        }
    }

    private async Task WriteAsync(List<Claim> claims, ParallelOptions options)
    {
        var rows = new TableEntity?[claims.Count];
        await Parallel.ForAsync(0, claims.Count, options, async (i, stop) =>
        {
            var row = EventRows.Of(tenantId, claims[i].Submitted with { At = claims[i].At }, receivedAt);
            var isThere = claims[i].Known is not null && await table.FindAsync(row.PartitionKey, row.RowKey, columns: [], stop) is not null;
            rows[i] = isThere ? null : row;
        });
        await Parallel.ForEachAsync(RowBatches.Of(rows.OfType<TableEntity>()).ToList(), options, async (batch, stop) =>
            await table.SubmitTransactionAsync(RowBatches.Each(TableTransactionActionType.UpsertReplace, batch), stop)
        );
    }

    /// <summary>An id of the batch.</summary>
    private sealed class Claim(ContactEvent submitted, TableEntity row)
    {
        /// <summary>The first event of the batch with the id.</summary>
        public ContactEvent Submitted { get; } = submitted;

        public TableEntity Row { get; } = row;

        /// <summary>The claim that was stored before; null when there was none.</summary>
        public TableEntity? Known { get; set; }

        public string ContactId => Known is null ? Submitted.ContactId : EventRows.ReadId(Known).ContactId;

        public DateTimeOffset At => Known is null ? Submitted.At : EventRows.ReadId(Known).At;

        public EventResult Result =>
            Known is null ? EventResult.Stored
            : ContactId == Submitted.ContactId ? EventResult.Repeated
            : EventResult.OtherContact;
    }
}
