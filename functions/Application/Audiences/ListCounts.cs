namespace CampaignTasks.Application.Audiences;

/// <summary>The counts of a list of addresses, known without reading it.</summary>
/// <param name="Size">Distinct addresses.</param>
/// <param name="Duplicates">Lines that repeated one; they were removed when the list was pasted or uploaded.</param>
internal sealed record ListCounts(int Size, int Duplicates);
