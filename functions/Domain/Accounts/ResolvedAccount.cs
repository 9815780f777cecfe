namespace CampaignTasks.Domain.Accounts;

/// <summary>An account with its secrets in clear, for the length of a send or a webhook call.</summary>
/// <param name="Account">The account.</param>
/// <param name="Secrets">The secrets in clear, by camelCase name. Never logged, stored or returned.</param>
public sealed record ResolvedAccount(ChannelAccount Account, IReadOnlyDictionary<string, string> Secrets)
{
    /// <summary>A setting or secret by its camelCase name; null when the account has none.</summary>
    public string? this[string name] =>
        Account.Settings.TryGetValue(name, out var plain) ? plain
        : Secrets.TryGetValue(name, out var secret) ? secret
        : null;

    /// <summary>Only the account's id: secrets must not reach a log by way of a record's text.</summary>
    public override string ToString() => Account.Id;
}
