using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Storage.Rows;
using CampaignTasks.Storage.Tables;

namespace CampaignTasks.Storage.Audiences;

/// <summary>Keeps the addresses of uploaded lists: one partition per audience, one row per piece.</summary>
internal sealed class AddressPieces(TableClient table)
{
    private const string Prefix = "Z";
    private const int DeletesAtOnce = 4;

    public async Task WriteAsync(string tenantId, string id, int piece, IReadOnlyList<string> addresses, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(addresses.Count, nameof(addresses));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(addresses.Count, AddressList.PieceSize, nameof(addresses));
        var row = Row(tenantId, id, piece);
        Columns.Write(row, Prefix, RecipientChunks.Pack(addresses).Single().Span);
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    public async IAsyncEnumerable<string> ReadAsync(
        string tenantId, string id, AddressList list, int passed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var piece = passed / AddressList.PieceSize; piece < list.Pieces; piece++)
        {
            var key = Row(tenantId, id, piece);
            if (await table.GetEntityIfExistsAsync(key.PartitionKey, key.RowKey, cancellationToken) is not { HasValue: true, Value: { } row })
            {
                throw new InvalidOperationException($"The addresses of audience {id} were deleted while they were read.");
            }

            foreach (var address in RecipientChunks.Unpack(Columns.Read(row, Prefix)).Skip(passed - (piece * AddressList.PieceSize)))
            {
                yield return address;
            }
        }
    }

    public Task DeleteAsync(string tenantId, string id, int pieces, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        Enumerable.Range(0, pieces),
        new ParallelOptions { MaxDegreeOfParallelism = DeletesAtOnce, CancellationToken = cancellationToken },
        async (piece, stop) =>
        {
            var row = Row(tenantId, id, piece);
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, stop);
        });

    // The row key is the audience's own, too: Azurite looks rows up by their row key first, and goes through all that have the same.
    private static TableEntity Row(string tenantId, string id, int piece) => new(
        Keys.Partition(tenantId, "audience", id), string.Create(CultureInfo.InvariantCulture, $"{Keys.Part(id)}-{piece:D5}"));
}
