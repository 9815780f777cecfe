namespace CampaignTasks.App.Emulator;

/// <summary>The state of the storage account's ports on this machine.</summary>
internal enum EmulatorState
{
    /// <summary>Nothing listens: the emulator can be started.</summary>
    Absent,

    /// <summary>The emulator listens on all three ports.</summary>
    Running,
}
