namespace CampaignTasks.Application.Audiences;

/// <summary>One message that would be planned.</summary>
public sealed record RecipientView(string Address, string? ContactId, string? Country, string? TimeZone);
