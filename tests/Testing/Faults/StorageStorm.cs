using Azure.Core;

namespace CampaignTasks.Testing.Faults;

/// <summary>Squalls with quiet in between, drawn from a seed. Some of it outlasts a client's retries.</summary>
/// <param name="seed">Where the draws come from.</param>
/// <param name="strength">The share of tries that meet trouble in a squall.</param>
public sealed class StorageStorm(int seed, double strength)
{
    private readonly Lock _gate = new();
    private readonly Random _chance = new(seed);
    private bool _isSquall;
    private int _untilTurn = 40;

    /// <summary>Whether there is any trouble. False until it is set.</summary>
    public bool IsOn { get; set; }

    /// <summary>What the next try meets.</summary>
    public StorageFault Next(Request request, int tries)
    {
        if (!IsOn)
        {
            return StorageFault.None;
        }

        lock (_gate)
        {
            if (--_untilTurn <= 0)
            {
                (_isSquall, _untilTurn) = (!_isSquall, _chance.Next(20, 80));
            }

            return _isSquall && _chance.NextDouble() < strength ? Draw(request) : StorageFault.None;
        }
    }

    private StorageFault Draw(Request request)
    {
        var most =
            !StorageFaults.Changes(request) ? 5
            : !IsConditional(request) ? 8
            : 9;
        return _chance.Next(most) switch
        {
            0 => StorageFault.Slow,
            1 => StorageFault.TimeOut,
            2 => StorageFault.Reset,
            3 => StorageFault.Error,
            4 => StorageFault.Busy,
            5 => StorageFault.LostToTimeOut,
            6 => StorageFault.LostToReset,
            7 => StorageFault.LostToError,
            _ => StorageFault.Outrun,
        };
    }

    // Only a row's own version can be outdated: a request for any version ("*") is never refused for it.
    private static bool IsConditional(Request request) => request.Headers.TryGetValue("If-Match", out var version) && version is not "*";
}
