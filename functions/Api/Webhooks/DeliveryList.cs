namespace CampaignTasks.Api.Webhooks;

/// <summary>A page of deliveries.</summary>
internal sealed record DeliveryList(IReadOnlyList<DeliveryView> Items, string? Next);
