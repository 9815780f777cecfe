namespace CampaignTasks.Domain.Rollouts;

/// <summary>
/// The distribution of a run's recipients among its stages: each stage is a random sample of its exact size, so that the first one is no
/// accident of the order in which recipients come. The same run and sizes give every recipient the same stage each time. Not thread-safe.
/// </summary>
/// <remarks>Selection sampling (Knuth, The Art of Computer Programming 3.4.2, algorithm S), with several samples at once.</remarks>
/// <param name="seed">The number of the run.</param>
/// <param name="sizes">The number of recipients of each stage.</param>
public sealed class StageSampler(long seed, IReadOnlyList<int> sizes)
{
    private readonly int[] _left = [.. sizes];
    private int _recipients = sizes.Sum();
    private ulong _state = (ulong)seed;

    /// <summary>Returns the stage of the next recipient.</summary>
    /// <exception cref="InvalidOperationException">All recipients have their stage.</exception>
    public int Next()
    {
        if (_recipients == 0)
        {
            throw new InvalidOperationException("There are more recipients than the stages have room for.");
        }

        var drawn = (int)Math.BigMul(NextNumber(), (ulong)_recipients, out _);
        var stage = 0;
        while (drawn >= _left[stage])
        {
            drawn -= _left[stage++];
        }

        _left[stage]--;
        _recipients--;
        return stage;
    }

    // SplitMix64 (Steele, Lea, Flood 2014). Random with a seed may change between versions of .NET; planning that is repeated must not.
    private ulong NextNumber()
    {
        unchecked
        {
            var mixed = _state += 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
