using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Accounts;

/// <summary>A reader of stored accounts with their secrets in plain text and their channel, for sends and webhook calls.</summary>
internal sealed class AccountResolver(IAccountStore accounts, ISecretProtector secrets, IEnumerable<IChannel> channels)
{
    private readonly IReadOnlyList<IChannel> _channels = [.. channels];

    /// <summary>Returns the purpose a secret is protected for: it does not open for another tenant, account or setting.</summary>
    public static string Purpose(string tenantId, string accountId, string setting) => $"{tenantId}/{accountId}/{setting}";

    /// <summary>
    /// Finds an account and its channel; null when the account does not exist, belongs to another tenant, or its provider is not known
    /// here.
    /// </summary>
    public async Task<(ResolvedAccount Account, IChannel Channel)?> FindAsync(
        string tenantId,
        string accountId,
        CancellationToken cancellationToken
    )
    {
        if (
            await accounts.FindAsync(tenantId, accountId, cancellationToken) is not { } account
            || _channels.FirstOrDefault(c => c.Provider == account.Provider && c.Kinds.Contains(account.Channel)) is not { } channel
        )
        {
            return null;
        }

        return (Open(account), channel);
    }

    /// <exception cref="InvalidOperationException">A secret was protected with another key.</exception>
    public ResolvedAccount Open(ChannelAccount account) =>
        new(
            account,
            account.ProtectedSecrets.ToDictionary(
                secret => secret.Key,
                secret => secrets.Unprotect(secret.Value, Purpose(account.TenantId, account.Id, secret.Key)),
                StringComparer.Ordinal
            )
        );

    /// <summary>
    /// Opens an account without the secrets that cannot be read: one protected with a lost key must not hide the account or prevent its
    /// correction.
    /// </summary>
    public ResolvedAccount OpenReadable(ChannelAccount account)
    {
        var readable = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in account.ProtectedSecrets)
        {
            try
            {
                readable[name] = secrets.Unprotect(text, Purpose(account.TenantId, account.Id, name));
            }
            catch (InvalidOperationException)
            {
                // Left out: code that needs it reports that it is missing.
            }
        }

        return new ResolvedAccount(account, readable);
    }
}
