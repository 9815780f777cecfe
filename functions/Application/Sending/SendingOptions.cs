using System.ComponentModel.DataAnnotations;
using CampaignTasks.Domain.Liquid;

namespace CampaignTasks.Application.Sending;

/// <summary>The options of sending. Bound from the configuration section <c>CampaignTasks</c>.</summary>
internal sealed class SendingOptions
{
    /// <summary>Failures in a row that pause a task, so that the rest of its audience is not lost.</summary>
    [Range(1, 1_000_000)]
    public int PauseAfterFailures { get; set; } = 50;

    /// <summary>
    /// The largest message once it is filled, in bytes of UTF-8 over all its texts, by default 1 MiB; one that grows larger fails.
    /// </summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int LargestMessage { get; set; } = LiquidLimits.LargestMessage;

    /// <summary>
    /// The bytes of filled messages that a process holds at once, by default 32 MiB; one tenant has at most half. A message costs several
    /// times its bytes until its request has left.
    /// </summary>
    [Range(1024 * 1024, 1024 * 1024 * 1024)]
    public int MessageMemory { get; set; } = 32 * 1024 * 1024;

    /// <summary>
    /// The most senders of one tenant at work in a process; fewer than the host runs activities, so that other tenants can send too.
    /// </summary>
    [Range(1, 100_000)]
    public int SendersOfOneTenant { get; set; } = 384;
}
