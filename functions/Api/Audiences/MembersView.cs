namespace CampaignTasks.Api.Audiences;

/// <summary>The result of a change of members.</summary>
/// <param name="Added">Ids to be added, existing members included.</param>
/// <param name="Removed">Ids to be removed.</param>
/// <param name="Unknown">Lines with an address of no contact, or an invalid one; at most 100.</param>
internal sealed record MembersView(int Added, int Removed, IReadOnlyList<string> Unknown);
