namespace CampaignTasks.Domain.Audiences;

/// <summary>Contacts by their sales history.</summary>
public sealed record Buyers(BuyersFilter Filter) : Audience;
