using CampaignTasks.Application.Configuration;
using CampaignTasks.Application.Tenants;

namespace CampaignTasks.Api.Http;

/// <summary>
/// The stream of an uploaded file. A read fails when the upload is too slow, takes too long, or exceeds the tenant's room.
/// </summary>
/// <param name="body">The body.</param>
/// <param name="room">How long it may be; null: of any length.</param>
/// <param name="options">How fast, and how long.</param>
/// <param name="time">The clock.</param>
internal sealed class ArrivingStream(Stream body, ByteRoom? room, AppOptions options, TimeProvider time) : Stream
{
    private readonly ArrivalPace _pace = new(options.SlowestUpload, time);
    private readonly long _began = time.GetTimestamp();

    /// <summary>The bytes that were read.</summary>
    public long Count { get; private set; }

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
    /// <exception cref="CampaignTasks.Domain.Tenants.QuotaExceededException">It is longer than there is room for.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (time.GetElapsedTime(_began) > options.LongestUpload)
        {
            throw new ProblemException(Problems.TooSlow(options.LongestUpload));
        }

        var read = await _pace.WaitAsync(() => body.ReadAsync(buffer, cancellationToken), static read => read);
        Count += read;
        return Count <= (room?.Left ?? long.MaxValue) ? read : throw room!.Exceeded();
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A body is read asynchronously.");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
