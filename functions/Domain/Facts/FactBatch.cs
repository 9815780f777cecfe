namespace CampaignTasks.Domain.Facts;

/// <summary>Facts of an inbox that were appended together.</summary>
/// <param name="Token">The name under which they are deleted.</param>
/// <param name="Facts">The facts, in the order they were appended.</param>
public sealed record FactBatch(string Token, IReadOnlyList<ContactFact> Facts);
