using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Orders;

/// <summary>
/// The writer of a batch of orders: it reads their histories, decides, writes the index of sales, then the histories in transactions. A
/// writer that loses a race for a history decides again from what is stored, and corrects what it had written into the index.
/// </summary>
internal sealed class OrderWriter(TableClient histories, TableClient ids, SaleRows sales, string tenantId)
{
    // A node serves some eight requests at a time; more only wait for each other.
    private const int AtOnce = 8;

    // A row holds a little less than a mebibyte.
    private const int LongestHistory = 900 * 1024;
    private const int Rounds = 16;

    public async Task<UpsertResult[]> SaveAsync(IReadOnlyList<OrderUpsert> facts, CancellationToken cancellationToken)
    {
        var effects = new UpsertResult[facts.Count];
        var changes = facts
            .Select((fact, place) => (fact, place))
            .GroupBy(f => f.fact.ContactId, StringComparer.Ordinal)
            .Select(group => new Change(group.Key, [.. group]))
            .ToList();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(changes, options, async (change, stop) => await DecideAsync(change, effects, stop));
        await ClaimAsync(changes, effects, options);
        List<Change> changed = [.. changes.Where(change => change.After is not null)];
        await WriteSalesAsync(changed, cancellationToken);
        var batches = RowBatches.Of(changed.Select(change => change.Row!)).ToList();
        var byRow = changed.ToDictionary(change => change.Row!);
        await Parallel.ForEachAsync(batches, options, async (batch, stop) =>
            await CommitAsync([.. batch.Select(row => byRow[row])], effects, stop)
        );
        return effects;
    }

    /// <summary>Applies the facts to the history as it is stored now.</summary>
    private async Task DecideAsync(Change change, UpsertResult[] effects, CancellationToken cancellationToken)
    {
        var stored = await TableOrderStore.FindRowAsync(histories, tenantId, change.ContactId, cancellationToken);
        change.Before = stored is null ? OrderHistory.Empty : TableOrderStore.Read(stored);
        change.Version = stored is null ? null : ConditionalWrites.Version(stored);
        Decide(change, effects);
    }

    private void Decide(Change change, UpsertResult[] effects)
    {
        var history = change.Before;
        foreach (var (fact, place) in change.Facts)
        {
            if (effects[place] is not UpsertResult.OtherContact)
            {
                (history, effects[place]) = history.With(fact.Order);
            }
        }

        var packed = history == change.Before ? [] : HistoryCodec.Write(history);
        if (packed.Length > LongestHistory)
        {
            foreach (var (_, place) in change.Facts)
            {
                effects[place] = effects[place] is UpsertResult.Stored ? UpsertResult.TooMany : effects[place];
            }

            history = change.Before;
        }

        change.After = history == change.Before ? null : history;
        change.Row = change.After is null ? null : ConditionalWrites.Sign(TableOrderStore.Write(tenantId, change.ContactId, packed));
    }

    /// <summary>An order is one contact's for good: who tells of it first has it.</summary>
    private async Task ClaimAsync(List<Change> changes, UpsertResult[] effects, ParallelOptions options)
    {
        var fresh = changes
            .Where(change => change.After is not null)
            .SelectMany(change => change.Facts.Where(f => change.Before.Find(f.Fact.Order.Id) is null).Select(f => (change, f.Fact)))
            .DistinctBy(f => f.Fact.Order.Id)
            .ToList();
        var rows = fresh.ToDictionary(f => TableOrderStore.IdRow(tenantId, f.Fact));
        List<string> foreign = [];
        await Parallel.ForEachAsync(RowBatches.Of(rows.Keys).ToList(), options, async (batch, stop) =>
        {
            try
            {
                await ids.SubmitTransactionAsync(RowBatches.Each(TableTransactionActionType.Add, batch), stop);
            }
            catch (TableTransactionFailedException e) when (e.Status is 409)
            {
                foreach (var row in batch)
                {
                    if (
                        await ids.TryInsertAsync(row, stop) is null
                        && await OwnerAsync(row, stop) is { } owner
                        && owner != TableOrderStore.ContactOf(row)
                    )
                    {
                        lock (foreign)
                        {
                            foreign.Add(rows[row].Fact.Order.Id);
                        }
                    }
                }
            }
        });
        // Of two contacts in one batch that claim the same order the first has it.
        var claimed = fresh.ToDictionary(f => f.Fact.Order.Id, f => f.Fact.ContactId, StringComparer.Ordinal);
        foreach (var change in changes.Where(change => change.After is not null))
        {
            var refused = change
                .Facts.Where(f =>
                    foreign.Contains(f.Fact.Order.Id) || (claimed.TryGetValue(f.Fact.Order.Id, out var owner) && owner != change.ContactId)
                )
                .ToList();
            if (refused.Count > 0)
            {
                refused.ForEach(f => effects[f.Place] = UpsertResult.OtherContact);
                Decide(change, effects);
            }
        }
    }

    private async Task<string?> OwnerAsync(TableEntity row, CancellationToken cancellationToken)
    {
        return await ids.FindAsync(row.PartitionKey, row.RowKey, cancellationToken) is { } stored
            ? TableOrderStore.ContactOf(stored)
            : null;
    }

    private async Task WriteSalesAsync(IReadOnlyCollection<Change> changes, CancellationToken cancellationToken)
    {
        Dictionary<(string, string), TableEntity> upserts = [],
            deletes = [];
        foreach (var change in changes)
        {
            foreach (var id in change.Facts.Select(f => f.Fact.Order.Id).Distinct(StringComparer.Ordinal))
            {
                var stale = new[] { change.Before.Find(id), change.Lost?.Find(id) }.OfType<Order>();
                Collect(deletes, stale.SelectMany(order => SaleRows.Of(tenantId, change.ContactId, order)));
                Collect(upserts, (change.After ?? change.Before).Find(id) is { } now ? SaleRows.Of(tenantId, change.ContactId, now) : []);
            }
        }

        await sales.WriteAsync(
            upserts.Values,
            [.. deletes.Where(row => !upserts.ContainsKey(row.Key)).Select(row => row.Value)],
            AtOnce,
            cancellationToken
        );
    }

    private async Task CommitAsync(List<Change> changes, UpsertResult[] effects, CancellationToken cancellationToken)
    {
        try
        {
            await histories.SubmitTransactionAsync([.. changes.Select(change => change.Action())], cancellationToken);
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 || ConditionalWrites.IsLost(e))
        {
            // All are written or none: the first shows whether the write was carried out and only the response was lost.
            if (await histories.OwnVersionAsync(changes[0].Row!, cancellationToken) is not null)
            {
                return;
            }

            foreach (var change in changes)
            {
                await CommitOneAsync(change, effects, cancellationToken);
            }
        }
    }

    private async Task CommitOneAsync(Change change, UpsertResult[] effects, CancellationToken cancellationToken)
    {
        for (var round = 1; change.Row is not null; round++)
        {
            try
            {
                if (
                    change.Version is null
                        ? await histories.TryInsertAsync(change.Row, cancellationToken) is not null
                        : await histories.UpdateOrLoseAsync(
                            change.Row,
                            change.Version,
                            TableUpdateMode.Replace,
                            What(change),
                            cancellationToken
                        )
                            is not null
                )
                {
                    return;
                }
            }
            catch (ConcurrencyConflictException) when (round < Rounds)
            {
                // Decided again below.
            }

            if (round == Rounds)
            {
                throw new ConcurrencyConflictException(What(change));
            }

            change.Lost = change.After;
            await DecideAsync(change, effects, cancellationToken);
            await WriteSalesAsync([change], cancellationToken);
        }
    }

    private static void Collect(Dictionary<(string, string), TableEntity> into, IEnumerable<TableEntity> rows)
    {
        foreach (var row in rows)
        {
            into[(row.PartitionKey, row.RowKey)] = row;
        }
    }

    private static string What(Change change) => $"The order history of contact {change.ContactId}";

    /// <summary>The change that a batch makes to one contact.</summary>
    private sealed class Change(string contactId, List<(OrderUpsert Fact, int Place)> facts)
    {
        public string ContactId { get; } = contactId;

        public List<(OrderUpsert Fact, int Place)> Facts { get; } = facts;

        public OrderHistory Before { get; set; } = OrderHistory.Empty;

        /// <summary>Null when nothing changes.</summary>
        public OrderHistory? After { get; set; }

        /// <summary>The orders written into the index by an attempt that lost its race.</summary>
        public OrderHistory? Lost { get; set; }

        public string? Version { get; set; }

        public TableEntity? Row { get; set; }

        public TableTransactionAction Action() =>
            Version is null
                ? new(TableTransactionActionType.Add, Row!)
                : new(TableTransactionActionType.UpdateReplace, Row!, ConditionalWrites.Condition(Version, What(this)));
    }
}
