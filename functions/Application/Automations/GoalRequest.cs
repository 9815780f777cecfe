namespace CampaignTasks.Application.Automations;

/// <summary>The goal of an automation.</summary>
public sealed record GoalRequest
{
    /// <summary>The purchase.</summary>
    public GoalPurchaseRequest? Purchase { get; init; }

    /// <summary>How long after entering it counts, as in P7D: PT1M to P365D.</summary>
    public string? Within { get; init; }
}
