using CampaignTasks.Application.Automations;

namespace CampaignTasks.Api.Automations;

/// <summary>Automations to begin with.</summary>
internal sealed record PresetList(IReadOnlyList<AutomationPreset> Items);
