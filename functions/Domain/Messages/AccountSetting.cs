namespace CampaignTasks.Domain.Messages;

/// <summary>One setting of a provider's account.</summary>
/// <param name="Name">The camelCase name in the API's <c>settings</c> object.</param>
/// <param name="IsRequired">Whether an account cannot do without it.</param>
/// <param name="IsSecret">Whether it is encrypted at rest and read back as <c>***</c>.</param>
/// <param name="Check">Returns null when the value is valid, otherwise what is wrong and how to correct it.</param>
public sealed record AccountSetting(string Name, bool IsRequired, bool IsSecret, Func<string, string?> Check)
{
    /// <summary>What to fill in and where to find it: a sentence for a form.</summary>
    public string Hint { get; init; } = "";

    /// <summary>True for a setting that is a file's text and may have line breaks.</summary>
    public bool HasLines { get; init; }

    /// <summary>
    /// True for a setting that decides where, or in whose name, the secrets are sent. A change of it requires the secrets anew: stored ones
    /// could go to a stranger.
    /// </summary>
    public bool IsSecretDestination { get; init; }
}
