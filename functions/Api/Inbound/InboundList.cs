namespace CampaignTasks.Api.Inbound;

/// <summary>A page of what a contact wrote.</summary>
internal sealed record InboundList(IReadOnlyList<InboundView> Items, string? Next);
