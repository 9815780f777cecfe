namespace CampaignTasks.Api.Http;

/// <summary>Metadata of endpoints whose answers show a secret: a stored answer is repeated only to the key that asked first.</summary>
internal sealed record AnswersWithSecret;
