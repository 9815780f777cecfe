using CampaignTasks.Application.Configuration;

namespace CampaignTasks.Api.Http;

/// <summary>A file while it arrives: fast enough, and not for ever.</summary>
/// <param name="body">The body.</param>
/// <param name="options">How fast, and how long.</param>
/// <param name="time">The clock.</param>
internal sealed class ArrivingStream(Stream body, AppOptions options, TimeProvider time) : Stream
{
    private readonly ArrivalPace _pace = new(options.SlowestUpload, time);
    private readonly long _began = time.GetTimestamp();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="ProblemException">408: the file comes too slowly, or takes too long.</exception>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        time.GetElapsedTime(_began) <= options.LongestUpload
            ? _pace.WaitAsync(() => body.ReadAsync(buffer, cancellationToken), static read => read)
            : throw new ProblemException(Problems.TooSlow(options.LongestUpload));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A body is read asynchronously.");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
