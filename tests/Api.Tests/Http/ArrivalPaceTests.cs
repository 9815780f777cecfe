using CampaignTasks.Api.Http;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Api.Tests.Http;

/// <summary>Bodies that come too slowly, by a clock that each read moves.</summary>
public sealed class ArrivalPaceTests
{
    /// <summary>Issue 17, row 3: each piece is more than the server's own minimum, which counts anew after every pause.</summary>
    [Theory]
    [InlineData(400, 0.5)]
    [InlineData(1, 0.01)]
    [InlineData(4_000, 4.5)]
    [InlineData(0, 6)]
    public async Task Wait_ForABodyThatTricklesIn_EndsAfterTheGrace(int piece, double seconds)
    {
        var time = new FakeTimeProvider(Any.Now);
        var pace = new ArrivalPace(slowest: 1024, time);

        var refused = await Assert.ThrowsAsync<ProblemException>(() => ReadAsync(pace, time, piece, seconds, pieces: 1_000));

        Assert.Equal((408, "tooSlow"), (refused.Problem.Status, refused.Problem.Code));
        Assert.Contains("1024 bytes a second", refused.Problem.Detail, StringComparison.Ordinal);
        Assert.InRange(time.GetUtcNow() - Any.Now, ArrivalPace.Grace, TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(600, 0.5, 1_000)]
    [InlineData(10, 1, 5)]
    public async Task Wait_ForABodyOfAUsualPace_GoesOn(int piece, double seconds, int pieces)
    {
        var time = new FakeTimeProvider(Any.Now);

        await ReadAsync(new ArrivalPace(slowest: 1024, time), time, piece, seconds, pieces);
    }

    [Fact]
    public async Task Read_OfAFileThatNeverEnds_EndsAfterTheLongestTime()
    {
        var time = new FakeTimeProvider(Any.Now);
        var options = new AppOptions { LongestUpload = TimeSpan.FromMinutes(10) };
        await using var file = new ArrivingStream(new EndlessFile(() => time.Advance(TimeSpan.FromSeconds(1))), room: null, options, time);

        var refused = await Assert.ThrowsAsync<ProblemException>(() => file.CopyToAsync(Stream.Null));

        Assert.Equal((408, "tooSlow"), (refused.Problem.Status, refused.Problem.Code));
        Assert.InRange(time.GetUtcNow() - Any.Now, options.LongestUpload, options.LongestUpload + TimeSpan.FromSeconds(2));
    }

    private static async Task ReadAsync(ArrivalPace pace, FakeTimeProvider time, int piece, double seconds, int pieces)
    {
        for (var n = 0; n < pieces; n++)
        {
            await pace.WaitAsync(PieceAsync, static read => read);
        }

        async ValueTask<int> PieceAsync()
        {
            await Task.Yield();
            time.Advance(TimeSpan.FromSeconds(seconds));
            return piece;
        }
    }

    private sealed class EndlessFile(Action onRead) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            onRead();
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
