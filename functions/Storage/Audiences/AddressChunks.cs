using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Audiences;

/// <summary>
/// The addresses of uploaded lists in Table Storage: one partition per audience, one row per chunk, or several where the addresses are
/// long.
/// </summary>
internal sealed class AddressChunks(TableClient table)
{
    private const string Prefix = "Z";
    private const string Rows = "Rows";
    private const int DeletesAtOnce = 4;

    private static readonly string[] OnlyRows = [Rows];

    public async Task WriteAsync(
        string tenantId,
        string id,
        int piece,
        IReadOnlyList<string> addresses,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfZero(addresses.Count, nameof(addresses));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(addresses.Count, AddressList.PieceSize, nameof(addresses));
        ReadOnlyMemory<byte>[] chunks = [.. RecipientChunks.Pack(addresses)];
        foreach (var (number, chunk) in chunks.Index())
        {
            var row = Row(tenantId, id, piece, number);
            row[Rows] = chunks.Length;
            Columns.Write(row, Prefix, chunk.Span);
            await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        }
    }

    public async IAsyncEnumerable<string> ReadAsync(
        string tenantId,
        string id,
        AddressList list,
        int passed,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        for (var piece = passed / AddressList.PieceSize; piece < list.Pieces; piece++)
        {
            var skip = passed - (piece * AddressList.PieceSize);
            for (int number = 0, rows = 1; number < rows; number++)
            {
                var row = await FindAsync(Row(tenantId, id, piece, number), columns: null, cancellationToken)
                    ?? throw new InvalidOperationException($"The addresses of audience {id} were deleted while they were read.");
                rows = RowsOf(row);
                foreach (var address in RecipientChunks.Unpack(Columns.Read(row, Prefix)))
                {
                    if (skip-- <= 0)
                    {
                        yield return address;
                    }
                }
            }
        }
    }

    public Task DeleteAsync(string tenantId, string id, int pieces, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, pieces),
            new ParallelOptions { MaxDegreeOfParallelism = DeletesAtOnce, CancellationToken = cancellationToken },
            async (piece, stop) =>
            {
                // The first row last: until then a repetition finds what is left.
                var first = await FindAsync(Row(tenantId, id, piece, 0), OnlyRows, stop);
                for (var number = first is null ? 0 : RowsOf(first); number > 0; number--)
                {
                    var row = Row(tenantId, id, piece, number - 1);
                    await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, stop);
                }
            }
        );

    private Task<TableEntity?> FindAsync(TableEntity key, string[]? columns, CancellationToken cancellationToken) =>
        table.FindAsync(key.PartitionKey, key.RowKey, columns, cancellationToken);

    private static int RowsOf(TableEntity row) => row.GetInt32(Rows) ?? 1;

    // The row key is the audience's own, too: Azurite looks rows up by their row key first, and goes through all that have the same.
    private static TableEntity Row(string tenantId, string id, int piece, int number) =>
        new(Keys.Partition(tenantId, "audience", id), string.Create(CultureInfo.InvariantCulture, $"{Keys.Part(id)}-{piece:D5}-{number}"));
}
