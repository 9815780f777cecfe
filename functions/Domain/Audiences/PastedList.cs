namespace CampaignTasks.Domain.Audiences;

/// <summary>A pasted list after parsing.</summary>
/// <param name="Version">Names the stored addresses: an edited list is a new version.</param>
/// <param name="Size">Distinct addresses.</param>
/// <param name="Duplicates">Lines that repeated an earlier address.</param>
public sealed record PastedList(int Version, int Size, int Duplicates) : Audience;
