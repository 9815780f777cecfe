namespace CampaignTasks.Application.Imports;

/// <summary>Lines of one order that follow each other in a file.</summary>
/// <param name="Id">The order's id.</param>
/// <param name="Line">The first of the lines, from 1.</param>
/// <param name="Json">The order with the items of these lines; empty when they are faulty.</param>
/// <param name="Fault">What is wrong with them; null when they were read.</param>
internal sealed record OrderLines(string Id, long Line, string Json, string? Fault);
