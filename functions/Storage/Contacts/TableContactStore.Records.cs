using System.Runtime.CompilerServices;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Contacts;

/// <content>What was said and reported about addresses.</content>
public sealed partial class TableContactStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<AddressRecord>> FindRecordsAsync(
        string tenantId,
        ChannelKind channel,
        IReadOnlyList<string> addresses,
        CancellationToken cancellationToken
    )
    {
        var records = new AddressRecord[addresses.Count];
        Array.Fill(records, AddressRecord.Empty);
        if (addresses.Count > 0 && await _marks.IsSetAsync(tenantId, AddressMarks.Record, cancellationToken))
        {
            await ReadEachAsync(
                addresses,
                async (i, stop) => records[i] = (await _addresses.FindAsync(tenantId, channel, addresses[i], stop)).Record,
                cancellationToken
            );
        }

        return records;
    }

    /// <inheritdoc/>
    public async Task<AddressRecord> ChangeRecordAsync(
        string tenantId,
        ChannelKind channel,
        string address,
        Func<AddressRecord, AddressRecord> change,
        CancellationToken cancellationToken
    ) =>
        (
            await _addresses.ChangeAsync(
                tenantId,
                channel,
                address,
                entry => entry with { Record = change(entry.Record) },
                cancellationToken
            )
        ).Record;

    /// <inheritdoc/>
    public Task<bool> MayHaveSuppressionsAsync(string tenantId, CancellationToken cancellationToken) =>
        _marks.IsSetAsync(tenantId, AddressMarks.Suppression, cancellationToken);

    /// <inheritdoc/>
    public async Task<CursorPage<SuppressedAddress>> ListSuppressedAsync(
        string tenantId,
        ChannelKind? channel,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var list = Keys.Partition(tenantId, "suppressed", channel?.ToString() ?? "");
        var after = CursorCodec.Read(list, cursor);
        List<SuppressedAddress> items = [];
        await foreach (var (key, suppressed) in SuppressedAsync(tenantId, channel, after, limit, cancellationToken))
        {
            if (items.Count == limit)
            {
                return new(items, CursorCodec.Write(list, after!));
            }

            items.Add(suppressed);
            after = key;
        }

        return new(items, Next: null);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SuppressedAddress> ReadSuppressedAsync(
        string tenantId,
        ChannelKind? channel,
        (ChannelKind Channel, string Address)? after,
        CancellationToken cancellationToken
    ) =>
        SuppressedAsync(
                tenantId,
                channel,
                after is var (kind, address) ? SuppressionRows.KeyOf(tenantId, kind, address) : null,
                RowsPerAnswer,
                cancellationToken
            )
            .Select(entry => entry.Suppressed);

    private async IAsyncEnumerable<(string Key, SuppressedAddress Suppressed)> SuppressedAsync(
        string tenantId,
        ChannelKind? channel,
        string? after,
        int perAnswer,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (
            var batch in _suppressions
                .ReadAsync(tenantId, channel, after, perAnswer, cancellationToken)
                .Chunk(perAnswer)
                .WithCancellation(cancellationToken)
        )
        {
            var records = new AddressRecord[batch.Length];
            await ReadEachAsync(
                batch,
                async (i, stop) => records[i] = (await _addresses.FindAsync(tenantId, batch[i].Channel, batch[i].Address, stop)).Record,
                cancellationToken
            );
            foreach (var (row, record) in batch.Zip(records))
            {
                if (record.Suppression is { } suppression)
                {
                    yield return (row.Key, new SuppressedAddress(row.Channel, row.Address, suppression));
                }
            }
        }
    }
}
