namespace CampaignTasks.App.Emulator;

/// <summary>What listens where the storage account says.</summary>
internal enum EmulatorState
{
    /// <summary>Nothing: the emulator can be started there.</summary>
    Absent,

    /// <summary>The emulator, on all three ports.</summary>
    Running,
}
