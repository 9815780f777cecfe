namespace CampaignTasks.Domain.Creatives;

/// <summary>The body of an e-mail as it is sent, where it differs from what was typed.</summary>
/// <param name="Text">The plain text made from the HTML; null where the creative has a text of its own.</param>
/// <param name="Html">The HTML with its styles inlined; null where they stay as they are.</param>
public sealed record PreparedBody(string? Text, string? Html);
