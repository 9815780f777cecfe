using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tasks;

/// <summary>What becomes of what came due during a pause.</summary>
[JsonConverter(typeof(EnumNameConverter<OverdueRule>))]
public enum OverdueRule
{
    /// <summary>Everything moves by the length of the pause: it goes on where it was interrupted, at its own pace.</summary>
    Shift,

    /// <summary>
    /// What is overdue goes at once, without the task's own pacing, inside its windows and the accounts' limits; the rest as planned.
    /// </summary>
    SendNow,

    /// <summary>What is overdue is not sent: its messages become skipped; the rest goes as planned.</summary>
    Drop,
}
