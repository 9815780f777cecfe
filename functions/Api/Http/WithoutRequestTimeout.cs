namespace CampaignTasks.Api.Http;

/// <summary>Marks an endpoint whose requests take as long as their callers send: only these end without the server's timeout.</summary>
internal sealed record WithoutRequestTimeout;
