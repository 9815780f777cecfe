using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Api.Testers;

/// <summary>A message of a test.</summary>
/// <param name="Tester">The id of the tester.</param>
/// <param name="Name">The tester's name at the time of the test.</param>
/// <param name="Address">The address it goes to.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Reason">Why it is not sent; null when there is nothing to say.</param>
/// <param name="ProviderId">The provider's id of the message; null until it was accepted.</param>
/// <param name="UpdatedAt">When it last changed.</param>
internal sealed record TestMessageView(
    string Tester,
    string Name,
    string Address,
    MessageState Status,
    string? Reason,
    string? ProviderId,
    DateTimeOffset UpdatedAt
);
