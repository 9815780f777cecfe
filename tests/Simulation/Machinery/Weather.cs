namespace CampaignTasks.Simulation.Machinery;

/// <summary>What one call to storage meets.</summary>
/// <param name="Delay">How long it takes.</param>
internal abstract record Luck(TimeSpan Delay)
{
    /// <summary>It is carried out and answered.</summary>
    public sealed record Fair(TimeSpan Delay) : Luck(Delay);

    /// <summary>It has no effect.</summary>
    public sealed record Refused(TimeSpan Delay, Func<Exception> Fault) : Luck(Delay);

    /// <summary>It has its effect, and the answer is lost.</summary>
    public sealed record Unanswered(TimeSpan Delay, Func<Exception> Fault) : Luck(Delay);

    /// <summary>Somebody else was faster.</summary>
    public sealed record Outrun(TimeSpan Delay) : Luck(Delay);
}

/// <summary>What calls to storage meet, one after the other.</summary>
internal abstract class Weather
{
    public abstract Luck Next(StorageCall call);
}

/// <summary>Every call is carried out and answered at once.</summary>
internal sealed class FairWeather : Weather
{
    private readonly Luck _fair = new Luck.Fair(TimeSpan.Zero);

    public override Luck Next(StorageCall call) => _fair;
}
