using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Ledger;

/// <summary>The audience snapshots in Table Storage: one partition per run, one row per chunk. Thread-safe.</summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableAudienceSnapshotStore(StorageTables tables) : IAudienceSnapshotStore
{
    private const byte Format = 1;
    private const string Prefix = "R";
    private const string Position = "Position";

    private readonly TableClient _table = tables.Recipients;

    /// <inheritdoc/>
    public async Task<bool> TryAddAsync(Run run, SnapshotChunk chunk, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(chunk.Recipients.Count, SnapshotChunk.Capacity, nameof(chunk));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            chunk.Recipients.Sum(recipient => recipient.Characters),
            SnapshotChunk.MaxCharacters,
            nameof(chunk)
        );
        var row = new TableEntity(Partition(run), RowKey(chunk.Number)) { [Position] = chunk.Position ?? "" };
        Columns.WriteRecord(row, chunk.SoFar, DomainJson.Default.Waterfall);
        Columns.Write(row, Prefix, Pack(chunk.Recipients));
        return await _table.TryInsertAsync(row, cancellationToken) is not null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SnapshotChunk> ReadAsync(Run run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var number = 0; ; number++)
        {
            if (await _table.FindAsync(Partition(run), RowKey(number), cancellationToken) is not { } row)
            {
                yield break;
            }

            var chunk = new SnapshotChunk(
                number,
                Unpack(Columns.Read(row, Prefix)),
                row.GetString(Position) is { Length: > 0 } position ? position : null,
                Columns.ReadRecord(row, DomainJson.Default.Waterfall)
            );
            yield return chunk;
            if (chunk.IsLast)
            {
                yield break;
            }
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(Run run, CancellationToken cancellationToken)
    {
        // The last first: what an interrupted deletion leaves is still read from its beginning, and found again.
        var number = 0;
        while (await _table.FindAsync(Partition(run), RowKey(number), [Position], cancellationToken) is not null)
        {
            number++;
        }

        while (number-- > 0)
        {
            await _table.DeleteEntityAsync(Partition(run), RowKey(number), ETag.All, cancellationToken);
        }
    }

    private static byte[] Pack(IReadOnlyList<Recipient> recipients)
    {
        var pack = new PackWriter(64 * 1024);
        try
        {
            pack.Byte(Format);
            pack.Number(recipients.Count);
            foreach (var recipient in recipients)
            {
                pack.Text(recipient.Address);
                pack.Text(recipient.ContactId ?? "");
                pack.Text(recipient.Country ?? "");
                pack.Text(recipient.TimeZone ?? "");
            }

            return Gzip.Zip(pack.Written);
        }
        finally
        {
            pack.Dispose();
        }
    }

    private static Recipient[] Unpack(ReadOnlyMemory<byte> zipped)
    {
        var pack = new PackReader(Gzip.Unzip(zipped).Span);
        if (pack.Byte() is not Format)
        {
            throw new InvalidDataException("An audience snapshot was not written by this version.");
        }

        var recipients = new Recipient[pack.Count()];
        for (var i = 0; i < recipients.Length; i++)
        {
            recipients[i] = new(pack.Text(), NullIfEmpty(pack.Text()), NullIfEmpty(pack.Text()), NullIfEmpty(pack.Text()));
        }

        return recipients;
    }

    private static string? NullIfEmpty(string text) => text.Length is 0 ? null : text;

    private static string Partition(Run run) => Keys.Partition(run.TenantId, "run", run.Id.ToString());

    private static string RowKey(int number) => number.ToString("D6", CultureInfo.InvariantCulture);
}
