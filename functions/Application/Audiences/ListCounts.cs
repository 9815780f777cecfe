namespace CampaignTasks.Application.Audiences;

/// <summary>What is known of a list of addresses without reading it.</summary>
/// <param name="Size">Distinct addresses.</param>
/// <param name="Duplicates">Lines that repeated one: they were folded when the list was pasted or uploaded.</param>
internal sealed record ListCounts(int Size, int Duplicates);
