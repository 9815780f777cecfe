namespace CampaignTasks.Application.Audiences;

/// <summary>The result of a change of members.</summary>
/// <param name="Added">Ids named to be added, those that were in already included.</param>
/// <param name="Removed">Ids named to be removed.</param>
/// <param name="Unknown">Lines whose address no contact has, and wrong ones; at most 100.</param>
public sealed record MembersView(int Added, int Removed, IReadOnlyList<string> Unknown);
