namespace CampaignTasks.Api.Audiences;

/// <summary>One message that would be planned.</summary>
internal sealed record RecipientView(string Address, string? ContactId, string? Country, string? TimeZone);
