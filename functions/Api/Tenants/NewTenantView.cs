namespace CampaignTasks.Api.Tenants;

/// <summary>A new tenant.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="ApiKey">Its first key, role admin. Shown once.</param>
internal sealed record NewTenantView(string Id, string Name, string ApiKey);
