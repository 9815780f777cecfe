using Azure;

namespace CampaignTasks.Simulation.Machinery;

/// <summary>
/// Bad weather, drawn from a seed: calls are slow, refused before they have an effect (a time-out, 500, 503, a reset connection), answered
/// never although they had it, or outrun by nobody in sight (412). It comes in squalls with quiet in between, as trouble does.
/// </summary>
/// <param name="chance">Where the draws come from.</param>
/// <param name="strength">The share of calls that meet trouble in a squall.</param>
internal sealed class Storm(Random chance, double strength) : FaultModel
{
    private int _untilTurn = 40;
    private bool _squall;

    /// <summary>Once over, every call is answered.</summary>
    public bool IsOver { get; set; }

    public override CallOutcome Next(StorageCall call)
    {
        if (IsOver)
        {
            return new CallOutcome.Fair(Milliseconds(1, 4));
        }

        if (--_untilTurn <= 0)
        {
            (_squall, _untilTurn) = (!_squall, chance.Next(10, _squall ? 200 : 60));
        }

        if (!_squall || chance.NextDouble() >= strength)
        {
            return new CallOutcome.Fair(chance.Next(200) == 0 ? Milliseconds(500, 9_000) : Milliseconds(1, 25));
        }

        return (call, chance.Next(3)) switch
        {
            (StorageCall.Read, _) or (_, 0) => new CallOutcome.Refused(Milliseconds(1, 2_000), Fault()),
            (StorageCall.Compare, 1) => new CallOutcome.Outrun(Milliseconds(1, 25)),
            _ => new CallOutcome.Unanswered(Milliseconds(1, 2_000), Fault()),
        };
    }

    private TimeSpan Milliseconds(int from, int to) => TimeSpan.FromMilliseconds(chance.Next(from, to));

    // What is left when the storage client has given up repeating.
    private Func<Exception> Fault() =>
        chance.Next(4) switch
        {
            0 => static () => new RequestFailedException(500, "The server failed."),
            1 => static () => new RequestFailedException(503, "The server is busy."),
            2 => static () => new RequestFailedException(408, "The server gave up."),
            _ => static () => new RequestFailedException(0, "The connection was reset."),
        };
}
