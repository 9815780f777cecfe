using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Touches;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Touches;

/// <summary>
/// A store of touches in Table Storage: one row per person, sixteen partitions per tenant, so that a page of messages takes few
/// transactions. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableTouchStore(StorageTables tables) : ITouchStore
{
    // A node serves some eight requests at a time; more only wait for each other.
    private const int AtOnce = 8;
    private const int Rounds = 16;
    private const string First = "first";
    private const string At = "At";

    private readonly TableClient _table = tables.Touches;

    // Never changes once it is stored.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _first = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> FirstAsync(string tenantId, CancellationToken cancellationToken)
    {
        if (!_first.TryGetValue(tenantId, out var first))
        {
            var row = await _table.FindAsync(Partition(tenantId), First, cancellationToken);
            if (row?.GetDateTimeOffset(At) is not { } at)
            {
                return null;
            }

            _first[tenantId] = first = at;
        }

        return first;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TouchHistory>> FindManyAsync(
        string tenantId,
        IReadOnlyList<string> people,
        CancellationToken cancellationToken
    )
    {
        var found = new TouchHistory[people.Count];
        Array.Fill(found, TouchHistory.Empty);
        if (people.Count > 0 && await FirstAsync(tenantId, cancellationToken) is not null)
        {
            await EachAsync(people, async (person, i, stop) => found[i] = Read(await FindAsync(tenantId, person, stop)), cancellationToken);
        }

        return found;
    }

    /// <inheritdoc/>
    public async Task AddAsync(
        string tenantId,
        IReadOnlyList<(string Person, Touch Touch)> touches,
        DateTimeOffset keepFrom,
        CancellationToken cancellationToken
    )
    {
        if (touches.Count is 0)
        {
            return;
        }

        await MarkAsync(tenantId, touches.Min(one => one.Touch.At), cancellationToken);
        var left = touches.GroupBy(one => one.Person, one => one.Touch, StringComparer.Ordinal).ToList();
        for (var round = 1; left.Count > 0; round++)
        {
            left =
                round <= Rounds
                    ? await TryAddAsync(tenantId, left, keepFrom, cancellationToken)
                    : throw new ConcurrencyConflictException("What people were sent");
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string tenantId, string person, CancellationToken cancellationToken) =>
        _table.DeleteEntityAsync(Partition(tenantId, person), Keys.Part(person), ETag.All, cancellationToken);

    private async Task MarkAsync(string tenantId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await FirstAsync(tenantId, cancellationToken) is null)
        {
            await _table.TryInsertAsync(new TableEntity(Partition(tenantId), First) { [At] = at }, cancellationToken);
        }
    }

    /// <returns>The people whose row was changed in the meantime.</returns>
    private async Task<List<IGrouping<string, Touch>>> TryAddAsync(
        string tenantId,
        List<IGrouping<string, Touch>> people,
        DateTimeOffset keepFrom,
        CancellationToken cancellationToken
    )
    {
        var actions = new TableTransactionAction?[people.Count];
        await EachAsync(
            people,
            async (touches, i, stop) => actions[i] = Action(tenantId, touches, await FindAsync(tenantId, touches.Key, stop), keepFrom),
            cancellationToken
        );
        var byRow = people
            .Zip(actions)
            .Where(one => one.Second is not null)
            .ToDictionary(one => (TableEntity)one.Second!.Entity, one => (Person: one.First, Action: one.Second!));
        ConcurrentBag<IGrouping<string, Touch>> lost = [];
        await EachAsync(
            RowBatches.Of(byRow.Keys).ToList(),
            async (batch, _, stop) =>
            {
                try
                {
                    await _table.SubmitTransactionAsync([.. batch.Select(row => byRow[row].Action)], stop);
                }
                catch (TableTransactionFailedException e) when (e.Status is 409 || ConditionalWrites.IsLost(e))
                {
                    // Or the response to the first try was lost: then the next attempt finds everything stored.
                    foreach (var row in batch)
                    {
                        lost.Add(byRow[row].Person);
                    }
                }
            },
            cancellationToken
        );
        return [.. lost];
    }

    private static TableTransactionAction? Action(
        string tenantId,
        IGrouping<string, Touch> touches,
        TableEntity? stored,
        DateTimeOffset keepFrom
    )
    {
        var before = Read(stored);
        var after = touches.Aggregate(before, (history, touch) => history.With(touch, keepFrom));
        if (after == before)
        {
            return null;
        }

        var row = new TableEntity(Partition(tenantId, touches.Key), Keys.Part(touches.Key));
        Columns.WriteRecord(row, after.Touches, DomainJson.Default.IReadOnlyListTouch);
        return stored is null ? new(TableTransactionActionType.Add, row) : new(TableTransactionActionType.UpdateReplace, row, stored.ETag);
    }

    private Task<TableEntity?> FindAsync(string tenantId, string person, CancellationToken cancellationToken) =>
        _table.FindAsync(Partition(tenantId, person), Keys.Part(person), cancellationToken);

    private static Task EachAsync<T>(
        IReadOnlyList<T> items,
        Func<T, int, CancellationToken, Task> body,
        CancellationToken cancellationToken
    ) =>
        Parallel.ForAsync(
            0,
            items.Count,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, stop) => await body(items[i], i, stop)
        );

    private static TouchHistory Read(TableEntity? row) =>
        row is null ? TouchHistory.Empty : new(Columns.ReadRecord(row, DomainJson.Default.IReadOnlyListTouch));

    private static string Partition(string tenantId) => Keys.Partition(tenantId, "touch");

    private static string Partition(string tenantId, string person) =>
        $"{Partition(tenantId)}|{ContactKey.Digit(ContactKey.Shard(person))}";
}
