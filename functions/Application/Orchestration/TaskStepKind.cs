using System.Text.Json.Serialization;
using CampaignTasks.Domain;

namespace CampaignTasks.Application.Orchestration;

/// <summary>The kinds of <see cref="TaskStep"/>.</summary>
[JsonConverter(typeof(EnumNameConverter<TaskStepKind>))]
public enum TaskStepKind
{
    /// <summary>Wait, then read the task again.</summary>
    Wait,

    /// <summary>Plan a run, or bring its plan up to date.</summary>
    Plan,

    /// <summary>Send what is pending of a run, then finish it.</summary>
    Send,

    /// <summary>Close a run.</summary>
    Finish,

    /// <summary>Read the task again at once.</summary>
    Continue,

    /// <summary>Nothing is left to do for the task.</summary>
    End,
}
