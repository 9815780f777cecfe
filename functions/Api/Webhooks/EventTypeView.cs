namespace CampaignTasks.Api.Webhooks;

/// <summary>A type of events.</summary>
/// <param name="Type">Its name.</param>
/// <param name="Description">What has happened.</param>
internal sealed record EventTypeView(string Type, string Description);
