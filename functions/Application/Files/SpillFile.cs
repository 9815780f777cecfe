namespace CampaignTasks.Application.Files;

/// <summary>
/// A temporary file of pieces by bucket, readable by this process only. It is gone when it is disposed, also when the process is killed.
/// </summary>
internal sealed class SpillFile : IDisposable
{
    private readonly FileStream _file;
    private readonly List<(long Offset, int Length)>[] _pieces;

    public SpillFile(int buckets)
    {
        _pieces = [.. Enumerable.Range(0, buckets).Select(_ => new List<(long, int)>())];
        var path = Path.GetTempFileName();
        var options = FileOptions.Asynchronous | (OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
        _file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, options);
        if (!OperatingSystem.IsWindows())
        {
            // The open file stays usable without its name, and a killed process leaves nothing behind.
            File.Delete(path);
        }
    }

    /// <summary>Appends a piece to a bucket.</summary>
    public async Task WriteAsync(int bucket, ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        _pieces[bucket].Add((_file.Length, piece.Length));
        _file.Seek(0, SeekOrigin.End);
        await _file.WriteAsync(piece, cancellationToken);
    }

    /// <summary>Reads the pieces of a bucket in the order they were written.</summary>
    public async IAsyncEnumerable<byte[]> ReadAsync(
        int bucket,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var (offset, length) in _pieces[bucket])
        {
            var piece = new byte[length];
            _file.Seek(offset, SeekOrigin.Begin);
            await _file.ReadExactlyAsync(piece, cancellationToken);
            yield return piece;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
