using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Tasks;

/// <summary>An action of a caller on a stored task.</summary>
/// <param name="Name">Its name in the API.</param>
/// <param name="By">The caller.</param>
/// <param name="ApplyAsync">Makes the transition at an instant.</param>
internal sealed record TaskAction(
    string Name,
    TaskActor By,
    Func<CampaignTask, DateTimeOffset, CancellationToken, Task<CampaignTask>> ApplyAsync
)
{
    /// <summary>True when it starts a draft, which then takes the newest versions of its creatives.</summary>
    public bool StartsDraft { get; init; }

    /// <summary>An action that reads nothing but the task.</summary>
    public TaskAction(string name, TaskActor by, Func<CampaignTask, DateTimeOffset, CampaignTask> apply)
        : this(name, by, (task, now, _) => Task.FromResult(apply(task, now))) { }

    /// <summary>Throws unless the stored version is one the caller expects. The default expects any.</summary>
    public Action<string?> EnsureVersion { get; init; } = static _ => { };
}
