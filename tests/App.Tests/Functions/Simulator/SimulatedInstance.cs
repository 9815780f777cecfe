using CampaignTasks.Durable.Protocol;

namespace CampaignTasks.App.Tests.Functions.Simulator;

/// <summary>An orchestration as the extension keeps it. Locked by itself.</summary>
internal sealed class SimulatedInstance(string id, string name, string? input, DateTimeOffset now, ParentInstanceInfo? parent)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public string? Input { get; set; } = input;

    public ParentInstanceInfo? Parent { get; } = parent;

    public string ExecutionId { get; set; } = Guid.NewGuid().ToString("N");

    public OrchestrationStatus Status { get; set; } = OrchestrationStatus.Pending;

    public string? Output { get; set; }

    public string? CustomStatus { get; set; }

    public DateTimeOffset CreatedAt { get; } = now;

    public DateTimeOffset UpdatedAt { get; set; } = now;

    public List<HistoryEvent> History { get; } = [];

    public Queue<HistoryEvent> Inbox { get; } = new();

    public bool HasWorker { get; set; }

    public bool IsFinished => Status is OrchestrationStatus.Completed or OrchestrationStatus.Failed or OrchestrationStatus.Terminated;
}
