namespace CampaignTasks.Storage.Development;

/// <summary>The options of <see cref="AzuriteProcess"/>.</summary>
public sealed record AzuriteOptions
{
    /// <summary>
    /// The folder that holds the emulator's package.json. Default: the nearest <c>local/azurite</c> above the program or the current
    /// directory.
    /// </summary>
    public string? PackageFolder { get; init; }

    /// <summary>The folder of the emulator's data. Default: a temporary folder, deleted at the end.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The blob service's port; 0, the default, takes a free one.</summary>
    public int BlobPort { get; init; }

    /// <summary>The queue service's port; 0, the default, takes a free one.</summary>
    public int QueuePort { get; init; }

    /// <summary>The table service's port; 0, the default, takes a free one.</summary>
    public int TablePort { get; init; }

    /// <summary>
    /// True when the emulator ends with this process, however it ends. Default false: after a crash the emulator continues and the next
    /// start finds it, with all its data.
    /// </summary>
    public bool DieWithParent { get; init; }

    /// <summary>The time-out of a start, without the installation. Default one minute: a large data file takes seconds to read.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Called when <c>npm ci</c> is about to run, which takes half a minute; not called when the emulator is installed already.
    /// </summary>
    public Action? Installing { get; init; }
}
