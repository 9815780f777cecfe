using System.ComponentModel.DataAnnotations;
using CampaignTasks.Domain.Liquid;

namespace CampaignTasks.Application.Sending;

/// <summary>The options of sending. Bound from the configuration section <c>CampaignTasks</c>.</summary>
internal sealed class SendingOptions
{
    /// <summary>Failures in a row that pause a task, so that the rest of its audience is not lost.</summary>
    [Range(1, 1_000_000)]
    public int PauseAfterFailures { get; set; } = 50;

    /// <summary>The most characters that filling one text may write, by default 1 Mi; a message that needs more fails.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int LargestText { get; set; } = LiquidLimits.LargestOutput;

    /// <summary>
    /// The most senders of one tenant at work in a process; fewer than the host runs activities, so that other tenants can send too.
    /// </summary>
    [Range(1, 100_000)]
    public int SendersOfOneTenant { get; set; } = 384;
}
