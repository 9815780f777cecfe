namespace CampaignTasks.Simulation.Machinery;

/// <summary>When a process dies, told by its calls to storage.</summary>
internal enum Crash
{
    /// <summary>Not now.</summary>
    None,

    /// <summary>The call never reaches storage.</summary>
    Before,

    /// <summary>Storage has done it; the answer comes too late.</summary>
    After,
}

/// <summary>Counts calls to storage and says which of them is the last of its process.</summary>
internal sealed class CrashSchedule
{
    private readonly Dictionary<long, Crash> _planned = [];

    /// <summary>Calls to storage so far.</summary>
    public long Calls { get; private set; }

    /// <summary>The process that makes the call of this number, counted over the whole simulation from 1, dies there.</summary>
    public void Plan(long call, Crash death) => _planned[call] = death;

    public Crash Next() => _planned.Remove(++Calls, out var death) ? death : Crash.None;
}
