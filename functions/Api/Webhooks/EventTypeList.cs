namespace CampaignTasks.Api.Webhooks;

/// <summary>The types of events that a webhook can name.</summary>
internal sealed record EventTypeList(IReadOnlyList<EventTypeView> Items);
