namespace CampaignTasks.App.Tests.Hosting;

/// <summary>
/// Tests of app processes that run beside those of <see cref="AppProcesses"/>: each collection starts one app at a time, and both together
/// leave a machine of two cores room.
/// </summary>
[CollectionDefinition(Name)]
public sealed class OtherAppProcesses
{
    public const string Name = "Other app processes";
}
