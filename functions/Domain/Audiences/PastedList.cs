namespace CampaignTasks.Domain.Audiences;

/// <summary>An audience that was pasted as a list of addresses.</summary>
/// <param name="Version">The version of the stored addresses: an edited list has a new one.</param>
/// <param name="Size">The number of distinct addresses.</param>
/// <param name="Duplicates">The number of lines that repeated an earlier address.</param>
public sealed record PastedList(int Version, int Size, int Duplicates) : Audience;
