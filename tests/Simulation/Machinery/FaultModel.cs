namespace CampaignTasks.Simulation.Machinery;

/// <summary>What one call to storage meets.</summary>
/// <param name="Delay">How long it takes.</param>
internal abstract record CallOutcome(TimeSpan Delay)
{
    /// <summary>It is carried out and answered.</summary>
    public sealed record Fair(TimeSpan Delay) : CallOutcome(Delay);

    /// <summary>It has no effect.</summary>
    public sealed record Refused(TimeSpan Delay, Func<Exception> Fault) : CallOutcome(Delay);

    /// <summary>It has its effect, and the answer is lost.</summary>
    public sealed record Unanswered(TimeSpan Delay, Func<Exception> Fault) : CallOutcome(Delay);

    /// <summary>Somebody else was faster.</summary>
    public sealed record Outrun(TimeSpan Delay) : CallOutcome(Delay);
}

/// <summary>What calls to storage meet, one after the other.</summary>
internal abstract class FaultModel
{
    public abstract CallOutcome Next(StorageCall call);
}

/// <summary>Every call is carried out and answered at once.</summary>
internal sealed class NoFaults : FaultModel
{
    private readonly CallOutcome _fair = new CallOutcome.Fair(TimeSpan.Zero);

    public override CallOutcome Next(StorageCall call) => _fair;
}
