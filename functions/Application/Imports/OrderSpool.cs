using System.Runtime.CompilerServices;
using System.Text;
using CampaignTasks.Application.Files;

namespace CampaignTasks.Application.Imports;

/// <summary>
/// The lines of a file's orders, gathered by order in bounded memory. What exceeds <see cref="MostBytes"/> goes to a temporary file, spread
/// over <see cref="Buckets"/> by the order's id, so that all lines of an order are in one bucket; the buckets are read back one by one.
/// </summary>
internal sealed class OrderSpool : IDisposable
{
    private const int Buckets = 256;

    private readonly MemoryStream?[] _held = new MemoryStream?[Buckets];
    private readonly long[] _sizes = new long[Buckets];
    private SpillFile? _spilled;
    private long _bytes;

    /// <summary>Gets the most bytes that are held in memory; by default 4 MiB.</summary>
    public int MostBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Adds lines of an order.</summary>
    public async ValueTask AddAsync(OrderLines lines, CancellationToken cancellationToken)
    {
        var bucket = (int)(Hash(lines.Id) % Buckets);
        var into = _held[bucket] ??= new();
        var before = into.Length;
        Write(into, lines);
        _sizes[bucket] += into.Length - before;
        _bytes += into.Length - before;
        if (_bytes > MostBytes)
        {
            await SpillAsync(cancellationToken);
        }
    }

    /// <summary>Reads the lines of each order, in the order of the file.</summary>
    public async IAsyncEnumerable<IReadOnlyList<OrderLines>> OrdersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_spilled is null)
        {
            var all = new GatheredOrders();
            foreach (var lines in _held.OfType<MemoryStream>().SelectMany(held => Read(held.GetBuffer(), (int)held.Length)))
            {
                all.Add(lines);
            }

            foreach (var order in all.InOrder())
            {
                yield return order;
            }

            yield break;
        }

        await SpillAsync(cancellationToken);
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            // A bucket that is too large for the memory is read several times, other orders each time.
            var rounds = (uint)(1 + (_sizes[bucket] / MostBytes));
            for (uint round = 0; round < rounds; round++)
            {
                var some = new GatheredOrders();
                await foreach (var piece in _spilled.ReadAsync(bucket, cancellationToken))
                {
                    foreach (var lines in Read(piece, piece.Length).Where(lines => Hash(lines.Id) / Buckets % rounds == round))
                    {
                        some.Add(lines);
                    }
                }

                foreach (var order in some.InOrder())
                {
                    yield return order;
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _spilled?.Dispose();

    private async Task SpillAsync(CancellationToken cancellationToken)
    {
        _spilled ??= new SpillFile(Buckets);
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            if (_held[bucket] is { Length: > 0 } held)
            {
                await _spilled.WriteAsync(bucket, held.GetBuffer().AsMemory(0, (int)held.Length), cancellationToken);
                held.SetLength(0);
            }
        }

        _bytes = 0;
    }

    private static void Write(MemoryStream into, OrderLines lines)
    {
        using var writer = new BinaryWriter(into, Encoding.UTF8, leaveOpen: true);
        writer.Write(lines.Id);
        writer.Write(lines.Line);
        writer.Write(lines.Head);
        writer.Write(lines.Items);
        writer.Write(lines.Count);
        writer.Write(lines.Fault ?? "");
    }

    private static IEnumerable<OrderLines> Read(byte[] bytes, int length)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, 0, length), Encoding.UTF8);
        while (reader.BaseStream.Position < length)
        {
            var (id, line) = (reader.ReadString(), reader.ReadInt64());
            var (head, items, count) = (reader.ReadString(), reader.ReadString(), reader.ReadInt32());
            yield return new(id, line, head, items, count, reader.ReadString() is { Length: > 0 } fault ? fault : null);
        }
    }

    private static uint Hash(string id) => (uint)string.GetHashCode(id, StringComparison.Ordinal);
}
