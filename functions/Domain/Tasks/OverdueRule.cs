using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tasks;

/// <summary>The treatment of everything that came due during a pause.</summary>
[JsonConverter(typeof(EnumNameConverter<OverdueRule>))]
public enum OverdueRule
{
    /// <summary>Everything moves by the length of the pause: it goes on where it was interrupted, at its own pace.</summary>
    Shift,

    /// <summary>
    /// Overdue messages go at once, without the task's own pacing, inside its windows and the accounts' limits; the rest as planned.
    /// </summary>
    SendNow,

    /// <summary>Nothing that is overdue is sent: its messages become skipped; the rest goes as planned.</summary>
    Drop,
}
