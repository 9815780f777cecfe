using System.ComponentModel.DataAnnotations;

namespace CampaignTasks.Application.Sending;

/// <summary>How runs are sent. Bound from the configuration section <c>CampaignTasks</c>.</summary>
internal sealed class SendingOptions
{
    /// <summary>Failures in a row that pause a task rather than burn its list.</summary>
    [Range(1, 1_000_000)]
    public int PauseAfterFailures { get; set; } = 50;

    /// <summary>Senders that one tenant may have at work in a process at a time; fewer than the host runs activities, so that others find a place.</summary>
    [Range(1, 100_000)]
    public int SendersOfOneTenant { get; set; } = 384;
}
