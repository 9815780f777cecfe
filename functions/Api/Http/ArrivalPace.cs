namespace CampaignTasks.Api.Http;

/// <summary>
/// The pace of a body: how long its sender was waited for, and how much came. The average over the whole body counts, so that a sender who
/// sends a little again and again is slow, too. What we do ourselves meanwhile does not count.
/// </summary>
/// <param name="slowest">The fewest bytes a second.</param>
/// <param name="time">The clock.</param>
internal sealed class ArrivalPace(int slowest, TimeProvider time)
{
    /// <summary>The wait that every body may have.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private TimeSpan _waited;
    private long _bytes;

    /// <summary>Reads the next bytes.</summary>
    /// <param name="read">Reads them.</param>
    /// <param name="count">Counts what was read.</param>
    /// <exception cref="ProblemException">408: the body came too slowly on average so far.</exception>
    public async ValueTask<T> WaitAsync<T>(Func<ValueTask<T>> read, Func<T, long> count)
    {
        var began = time.GetTimestamp();
        var result = await read();
        _waited += time.GetElapsedTime(began);
        _bytes += count(result);
        return _waited <= Grace || _bytes >= _waited.TotalSeconds * slowest
            ? result
            : throw new ProblemException(Problems.TooSlow(slowest));
    }
}
