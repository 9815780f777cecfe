namespace CampaignTasks.Api.Automations;

/// <summary>A new secret of an automation.</summary>
/// <param name="Secret">The secret that signs what its webhook steps post, as Standard Webhooks writes it. Shown once.</param>
internal sealed record AutomationSecretView(string Secret);
