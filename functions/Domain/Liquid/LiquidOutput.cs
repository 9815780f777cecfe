using System.Buffers;
using System.Text;

namespace CampaignTasks.Domain.Liquid;

/// <summary>
/// The filled text while it is written: in a rented buffer, and counted. Every write is complete when it returns.
/// </summary>
/// <param name="limit">The most bytes of UTF-8 that may be written; what filters work on counts, a byte for each character.</param>
/// <param name="capacity">The characters to be expected.</param>
internal sealed class LiquidOutput(int limit, int capacity) : TextWriter(null)
{
    private char[] _buffer = ArrayPool<char>.Shared.Rent(capacity);
    private int _length;

    /// <summary>The bytes that may still be written.</summary>
    public int Left { get; private set; } = limit;

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.Unicode;

    /// <summary>The text so far; valid until the next write.</summary>
    public ReadOnlySpan<char> Written => _buffer.AsSpan(0, _length);

    /// <summary>Counts bytes that are written, or characters that a filter works on.</summary>
    /// <exception cref="LiquidException">They are too many.</exception>
    public void Spend(int bytes) => Left = After(Left, bytes);

    /// <summary>Returns what is left of a message's bytes after so many of them.</summary>
    /// <exception cref="LiquidException">Nothing is.</exception>
    public static int After(int left, int bytes) =>
        bytes <= left ? left - bytes : throw new LiquidException("the filled message grows beyond the largest size");

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        Spend(Encoding.UTF8.GetByteCount(buffer));
        if (_length + buffer.Length > _buffer.Length)
        {
            Grow(_length + buffer.Length);
        }

        buffer.CopyTo(_buffer.AsSpan(_length));
        _length += buffer.Length;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(char value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(string? value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(char[] buffer, int index, int count)
    {
        Write(buffer, index, count);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override string ToString() => new(_buffer, 0, _length);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<char>.Shared.Return(_buffer);
            _buffer = [];
        }

        base.Dispose(disposing);
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(needed, _buffer.Length * 2));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
