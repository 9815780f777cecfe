namespace CampaignTasks.Domain.Audiences;

/// <summary>An audience of contacts selected by their sales history.</summary>
public sealed record Buyers(BuyersFilter Filter) : Audience;
