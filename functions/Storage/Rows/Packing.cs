using System.Buffers;
using System.Text;

namespace CampaignTasks.Storage.Rows;

/// <summary>Writes compact binary: bytes, base-128 numbers, texts behind their length. Rents its buffer: dispose it.</summary>
internal ref struct PackWriter(int capacity)
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(capacity);
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Byte(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    public void Number(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Reserve(10);
        var rest = (ulong)value;
        for (; rest >= 0x80; rest >>= 7)
        {
            _buffer[_length++] = (byte)(rest | 0x80);
        }

        _buffer[_length++] = (byte)rest;
    }

    public void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Number(length);
        Reserve(length);
        _length += Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_length));
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Reserve(int more)
    {
        if (_length + more <= _buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + more));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}

/// <summary>Reads what <see cref="PackWriter"/> wrote.</summary>
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

    /// <summary>A number of things, each at least a byte long: more than there are bytes is not believed.</summary>
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
