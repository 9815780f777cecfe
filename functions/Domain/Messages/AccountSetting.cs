namespace CampaignTasks.Domain.Messages;

/// <summary>One setting of a provider's account.</summary>
/// <param name="Name">The camelCase name in the API's <c>settings</c> object.</param>
/// <param name="IsRequired">Whether an account cannot do without it.</param>
/// <param name="IsSecret">Whether it is encrypted at rest and read back as <c>***</c>.</param>
/// <param name="Check">Null when the value is good; else what is wrong and how to mend it.</param>
public sealed record AccountSetting(string Name, bool IsRequired, bool IsSecret, Func<string, string?> Check)
{
    /// <summary>
    /// Whether it says where, or as whom, the secrets are shown. Whoever changes it must give the secrets again: kept ones would go to a
    /// stranger.
    /// </summary>
    public bool AimsSecrets { get; init; }
}
