namespace CampaignTasks.Api.Tasks;

/// <summary>The results of a task by creative.</summary>
internal sealed record CreativeResultList(IReadOnlyList<CreativeResultView> Items);
