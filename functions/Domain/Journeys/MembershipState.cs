namespace CampaignTasks.Domain.Journeys;

/// <summary>The remembered membership of one contact in <see cref="MembershipShard"/>.</summary>
/// <param name="Times">How many times it became a member.</param>
/// <param name="IsMember">Whether it is one now.</param>
public readonly record struct MembershipState(int Times, bool IsMember);
