using System.ComponentModel.DataAnnotations;

namespace CampaignTasks.App.Engine;

/// <summary>How the Durable Task engine works in this process. The section <c>CampaignTasks:Engine</c> of the configuration.</summary>
internal sealed class EngineOptions
{
    public const string Section = "CampaignTasks:Engine";

    /// <summary>Queues that orchestrations are spread over; as many processes can run orchestrations at a time. A hub keeps the number it was created with.</summary>
    [Range(1, 16)]
    public int Partitions { get; set; } = 1;

    /// <summary>Activities that run at the same time. Senders mostly wait, for providers and for the pause between messages, so there may be many.</summary>
    [Range(1, 1_000)]
    public int Activities { get; set; } = 512;

    /// <summary>Orchestrations that run a turn at the same time.</summary>
    [Range(1, 1_000)]
    public int Orchestrations { get; set; } = 32;
}
