using System.Text.Json.Serialization;

namespace CampaignTasks.Application.Orchestration;

/// <summary>A position in a tenant's ledgers: before a page of a run of a task or an automation, or of single messages.</summary>
/// <param name="TaskCursor">
/// The cursor of the task in the list of tasks, or of the automation in that of automations; null for the first.
/// </param>
/// <param name="TaskId">The task or automation; another one at the cursor is begun anew.</param>
/// <param name="RunCursor">The cursor of the run in the list of the task's runs; null for the first.</param>
/// <param name="RunId">The run; another one at the cursor is begun anew.</param>
/// <param name="Lane">The lane.</param>
/// <param name="Page">The first page that was not scanned.</param>
/// <param name="IsLeft">Whether the run has to be scanned again.</param>
public sealed record ErasurePosition(
    string? TaskCursor = null,
    string? TaskId = null,
    string? RunCursor = null,
    string? RunId = null,
    int Lane = 0,
    int Page = 0,
    bool IsLeft = false
)
{
    /// <summary>Whether tasks are through, and the position is one in automations.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsInAutomations { get; init; }

    /// <summary>Whether automations are through, too, and the position is one in single messages.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsInSingles { get; init; }
}
