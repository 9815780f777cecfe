using System.Text;

namespace CampaignTasks.Storage.Rows;

/// <summary>A reader of what <see cref="PackWriter"/> wrote.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public byte Byte() => _at < _bytes.Length ? _bytes[_at++] : throw Cut();

    public long Number()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value <= long.MaxValue ? (long)value : throw Cut();
            }
        }

        throw Cut();
    }

    /// <summary>Reads a number of items, each at least a byte long; more items than bytes are an error.</summary>
    public int Count()
    {
        var count = Number();
        return count <= _bytes.Length - _at ? (int)count : throw Cut();
    }

    public string Text()
    {
        var length = Count();
        var text = Encoding.UTF8.GetString(_bytes.Slice(_at, length));
        _at += length;
        return text;
    }

    private static InvalidDataException Cut() => new("Packed bytes end or go wrong where more was written.");
}
