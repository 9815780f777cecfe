using CampaignTasks.Application.Automations;
using CampaignTasks.Domain.Automations;

namespace CampaignTasks.Api.Automations;

/// <summary>An automation as callers read it: its definition, which can be posted again, and where it stands.</summary>
internal sealed record AutomationView : AutomationDefinitionRequest
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required AutomationStatus Status { get; init; }

    /// <summary>What may be done with it now.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>Counts the plans that journeys go by.</summary>
    public required int Version { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was started first; null in a draft.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Why it is paused: `user`, or what an account said.</summary>
    public string? PauseReason { get; init; }

    /// <summary>Whether its journeys go on as they should.</summary>
    public required AutomationHealthView Health { get; init; }

    /// <summary>How many journeys stand where.</summary>
    public required AutomationSummaryView Summary { get; init; }

    /// <summary>What an edit means for journeys under way; only in the answer to one that makes a new version.</summary>
    public AutomationChangeView? Change { get; init; }

    public static AutomationView From(Automation automation, AutomationSummaryView summary) =>
        AutomationDefinitions.Of(
            automation.Plan,
            new AutomationView
            {
                Id = automation.Id,
                Status = automation.Status,
                Actions = AutomationLifecycle.Allowed(automation.Status),
                Version = automation.Version,
                CreatedAt = automation.CreatedAt,
                UpdatedAt = automation.UpdatedAt,
                StartedAt = automation.StartedAt,
                PauseReason = automation.PauseReason,
                Health = AutomationHealthView.From(automation),
                Summary = summary,
            }
        );
}
