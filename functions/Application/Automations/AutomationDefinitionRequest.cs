using System.Text.Json;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Automations;

/// <summary>The definition of an automation, as callers give and read it.</summary>
public record AutomationDefinitionRequest
{
    /// <summary>1 to 64 characters.</summary>
    public string? Name { get; init; }

    /// <summary>What lets a contact enter.</summary>
    public TriggerRequest? Trigger { get; init; }

    /// <summary>The steps, in order: 1 to 50, those of branches included.</summary>
    public List<StepRequest?>? Steps { get; init; }

    /// <summary>The purchase that it aims at: who buys is converted and gets no further step.</summary>
    public GoalRequest? Goal { get; init; }

    /// <summary>What ends a journey early, beside an opt-out.</summary>
    public ExitRequest? Exit { get; init; }

    /// <summary>
    /// Whether somebody may enter again: `once` (the default: never), `always` (at every occasion) or an object with a period that must
    /// have passed since the last entry, as in `{"after":"P30D"}`.
    /// </summary>
    public JsonElement? Reentry { get; init; }

    /// <summary>The zone of local times: an IANA id (default UTC), or `recipient` for each recipient's own.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The times of a day in which messages leave, in order; absent or empty: all day.</summary>
    public IReadOnlyList<WindowDefinition>? Windows { get; init; }

    /// <summary>The days on which no message leaves.</summary>
    public DoNotDisturbDefinition? DoNotDisturb { get; init; }

    /// <summary>How fast messages leave, beside the pacing of accounts; absent: as fast as they may.</summary>
    public PacingDefinition? Pacing { get; init; }

    /// <summary>
    /// What becomes of a message to somebody who has had as many as the settings let one person have: not sent (`skip`, the default) or
    /// sent later (`wait`).
    /// </summary>
    public CappedRule? WhenCapped { get; init; }

    /// <summary>
    /// What an edit means for journeys under way: they go on by the version they entered with (`keep`, the default), or by the new one
    /// where it has a step of the same kind at the same place (`move`).
    /// </summary>
    public EditRule? OnEdit { get; init; }
}
