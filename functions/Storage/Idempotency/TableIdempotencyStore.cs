using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Idempotency;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Idempotency;

/// <summary>
/// A store of responses in Table Storage, one partition per tenant; a tenant's expired entries are deleted when it begins others.
/// Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableIdempotencyStore(StorageTables tables) : IIdempotencyStore
{
    private const int Rounds = 8;
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(10);

    private readonly TableClient _table = tables.Answers;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _swept = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<IdempotencyEntry> TryBeginAsync(
        string tenantId,
        string keyHash,
        string requestFingerprint,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var begun = AnswerRows.Begin(Partition(tenantId), Keys.Part(keyHash), Guid.NewGuid().ToString("N"), requestFingerprint, now);
        for (var round = 0; round < Rounds; round++)
        {
            // Nearly every key is new: it is taken without a look before.
            var known = round is 0 ? null : await _table.FindAsync(begun.PartitionKey, begun.RowKey, cancellationToken);
            if (known is not null && Standing(known, requestFingerprint, now) is { } entry)
            {
                return entry;
            }

            var started = AnswerRows.Start(begun, known, now);
            if (await TryTakeAsync(begun, known, cancellationToken) is { } version)
            {
                await SweepAsync(tenantId, now, cancellationToken);
                return started with { Version = version };
            }
        }

        // In each round another caller was faster.
        return new IdempotencyEntry.InProgress();
    }

    /// <inheritdoc/>
    public async Task<bool> CompleteAsync(
        string tenantId,
        string keyHash,
        IdempotencyEntry.Started started,
        StoredAnswer answer,
        CancellationToken cancellationToken
    )
    {
        var row = new TableEntity(Partition(tenantId), Keys.Part(keyHash));
        AnswerRows.Complete(row, answer);
        try
        {
            // Whoever took the key over wrote the row again: the version is another one then.
            await _table.UpdateOrLoseAsync(row, started.Version, TableUpdateMode.Merge, "The answer", cancellationToken);
            return true;
        }
        catch (ConcurrencyConflictException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task AbandonAsync(string tenantId, string keyHash, IdempotencyEntry.Started started, CancellationToken cancellationToken)
    {
        var row = await _table.FindAsync(Partition(tenantId), Keys.Part(keyHash), cancellationToken);
        if (row is not null && AnswerRows.Holds(row, started) && !AnswerRows.IsDone(row))
        {
            await TryDeleteAsync(row, cancellationToken);
        }
    }

    // What a known entry says; null when it may be taken.
    private static IdempotencyEntry? Standing(TableEntity row, string fingerprint, DateTimeOffset now) =>
        AnswerRows.Age(row, now) switch
        {
            var age when age >= IIdempotencyStore.Kept => null,
            _ when !AnswerRows.IsOf(row, fingerprint) => new IdempotencyEntry.OtherRequest(),
            _ when AnswerRows.IsDone(row) => new IdempotencyEntry.Done(AnswerRows.Read(row)),
            var age when age < IIdempotencyStore.AbandonedAfter => new IdempotencyEntry.InProgress(),
            _ => null,
        };

    /// <returns>The version of the row; null when another caller was faster.</returns>
    private async Task<string?> TryTakeAsync(TableEntity begun, TableEntity? known, CancellationToken cancellationToken)
    {
        if (known is null)
        {
            return await _table.TryInsertAsync(begun, cancellationToken);
        }

        try
        {
            return await _table.UpdateOrLoseAsync(
                begun,
                ConditionalWrites.Version(known),
                TableUpdateMode.Replace,
                "The request",
                cancellationToken
            );
        }
        catch (ConcurrencyConflictException)
        {
            return null;
        }
    }

    private async Task SweepAsync(string tenantId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_swept.TryGetValue(tenantId, out var last) && now - last < BetweenSweeps)
        {
            return;
        }

        _swept[tenantId] = now;
        var old = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(tenantId)} and BegunAt lt {now - IIdempotencyStore.Kept}");
        await foreach (var page in _table.ReadAsync(old, perAnswer: 100, columns: [], cancellationToken).AsPages())
        {
            foreach (var row in page.Values)
            {
                await TryDeleteAsync(row, cancellationToken);
            }

            // A bounded delay for this caller; later ones delete the rest.
            return;
        }
    }

    private async Task TryDeleteAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 412)
        {
            // Another caller took it over.
        }
    }

    private static string Partition(string tenantId) => Keys.Partition(tenantId, "answer");
}
