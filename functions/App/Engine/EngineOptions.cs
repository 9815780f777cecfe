using System.ComponentModel.DataAnnotations;
using CampaignTasks.Storage.Connection;

namespace CampaignTasks.App.Engine;

/// <summary>The options of the Durable Task engine in this process. The section <c>CampaignTasks:Engine</c> of the configuration.</summary>
internal sealed class EngineOptions
{
    public const string Section = "CampaignTasks:Engine";

    /// <summary>
    /// The number of queues that orchestrations are distributed over, and so of processes that can run orchestrations at the same time. A
    /// hub keeps the number it was created with.
    /// </summary>
    [Range(1, 16)]
    public int Partitions { get; set; } = 1;

    /// <summary>
    /// The most activities that run at the same time. Senders mostly wait, for providers and for the pause between messages, so there may
    /// be many: 512 by default. On the emulator 64: it has one thread, and message locks that it cannot renew in time are lost.
    /// </summary>
    [Range(4, 1_000)]
    public int? Activities { get; set; }

    /// <summary>The most orchestrations that run a step at the same time.</summary>
    [Range(1, 1_000)]
    public int Orchestrations { get; set; } = 32;

    /// <summary>Gets the value of <see cref="Activities"/> for an account.</summary>
    public int ActivitiesOn(StorageAccount account) => Activities ?? (account.IsDevelopment ? 64 : 512);
}
