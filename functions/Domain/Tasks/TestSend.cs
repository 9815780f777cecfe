using System.Text.Json.Serialization;
using CampaignTasks.Domain.Collections;
using CampaignTasks.Domain.Creatives;

namespace CampaignTasks.Domain.Tasks;

/// <summary>A test of a task: its messages to testers. They count nowhere.</summary>
/// <param name="Run">The place of its messages in the ledger.</param>
/// <param name="At">When it was requested.</param>
/// <param name="By">Who requested it.</param>
/// <param name="PlanVersion">The plan that it tests: an edit ends it.</param>
public sealed record TestSend(RunId Run, DateTimeOffset At, TaskActor By, int PlanVersion)
{
    /// <summary>The most testers of one test.</summary>
    public const int MostTesters = 50;

    /// <summary>The testers, each with another address.</summary>
    public required IReadOnlyList<TestRecipient> Testers
    {
        get;
        init => field = EquatableList<TestRecipient>.From(value);
    }

    /// <summary>The creatives of the task, each of which every tester gets; empty where it has one.</summary>
    public IReadOnlyList<CreativeVersion> Creatives
    {
        get;
        init => field = EquatableList<CreativeVersion>.From(value);
    } = EquatableList<CreativeVersion>.From([]);

    /// <summary>The messages: all of a tester, in the order of the creatives, before those of the next.</summary>
    [JsonIgnore]
    public IEnumerable<(TestRecipient Tester, CreativeVersion? Creative)> Messages =>
        from tester in Testers
        from creative in Creatives.DefaultIfEmpty<CreativeVersion?>(null)
        select (tester, creative);
}
