using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Sending;

/// <summary>A failure after which sending does not go on as before.</summary>
/// <param name="Reason">The reason that people read; a provider's code and words, for example.</param>
/// <param name="Account">The account that is stopped; null for none.</param>
/// <param name="PausesTask">Whether the task is paused.</param>
/// <param name="EndsRun">Whether the run ends failed.</param>
/// <param name="Alert">The code of the alert that the paused task gets; null for none.</param>
internal sealed record SendFailure(
    string Reason,
    string? Account = null,
    bool PausesTask = false,
    bool EndsRun = false,
    string? Alert = null
)
{
    /// <summary>Senders ended again and again while they sent the same messages.</summary>
    public static readonly SendFailure Interrupted = new(
        $"{TaskAlert.Interrupted}: {LedgerPage.MostInterruptions} processes in a row ended while they sent the same messages, which are set aside as unknown. "
            + "Look into the process's logs and at these messages, then resume the task: it goes on with the others.",
        PausesTask: true,
        Alert: TaskAlert.Interrupted
    );

    /// <summary>Processes ended again and again while they planned the audience.</summary>
    public static readonly SendFailure PlanningInterrupted = new(
        $"{TaskAlert.Interrupted}: {Run.MostPlanningAttempts} processes in a row ended while they planned the audience. "
            + "Look into the process's logs and at the audience, then resume the task: it is tried again.",
        PausesTask: true,
        Alert: TaskAlert.Interrupted
    );

    /// <summary>Messages are pending that no account may send.</summary>
    public static readonly SendFailure NoAccount = new(
        "The accounts that may send what is left are stopped, gone, or their secrets cannot be read: correct them, then resume the task.",
        PausesTask: true
    );
}
