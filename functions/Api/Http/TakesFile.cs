namespace CampaignTasks.Api.Http;

/// <summary>Marks an endpoint that takes a file of one of these media types, and reads it as it comes.</summary>
internal sealed record TakesFile(IReadOnlyList<string> MediaTypes);
