namespace CampaignTasks.Api.Sandbox;

/// <summary>A page of the sandbox's messages.</summary>
internal sealed record SandboxList(IReadOnlyList<SandboxView> Items, string? Next);
