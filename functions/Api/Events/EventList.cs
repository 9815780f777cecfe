namespace CampaignTasks.Api.Events;

/// <summary>A page of a contact's events, newest first.</summary>
internal sealed record EventList(IReadOnlyList<EventView> Items, string? Next);
