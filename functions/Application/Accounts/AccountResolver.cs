using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Accounts;

/// <summary>Opens stored accounts for a send or a webhook call: the account with its secrets in clear, and the channel that understands it.</summary>
internal sealed class AccountResolver(IAccountStore accounts, ISecretProtector secrets, IEnumerable<IChannel> channels)
{
    private readonly IReadOnlyList<IChannel> _channels = [.. channels];

    /// <summary>What a secret is sealed for: nobody can move it to another tenant, account or setting.</summary>
    public static string Place(string tenantId, string accountId, string setting) => $"{tenantId}/{accountId}/{setting}";

    /// <summary>The account and its channel; null when the account does not exist, belongs to another tenant, or its provider is not known here.</summary>
    public async Task<(ResolvedAccount Account, IChannel Channel)?> FindAsync(string tenantId, string accountId, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(tenantId, accountId, cancellationToken) is not { } account
            || _channels.FirstOrDefault(c => c.Provider == account.Provider && c.Kinds.Contains(account.Channel)) is not { } channel)
        {
            return null;
        }

        return (Open(account), channel);
    }

    /// <exception cref="InvalidOperationException">A secret was sealed with another key.</exception>
    public ResolvedAccount Open(ChannelAccount account) => new(account, account.ProtectedSecrets.ToDictionary(
        secret => secret.Key,
        secret => secrets.Unprotect(secret.Value, Place(account.TenantId, account.Id, secret.Key)),
        StringComparer.Ordinal));

    /// <summary>The account with those of its secrets that open: one that was sealed with a lost key must not hide the account, nor keep it from being mended.</summary>
    public ResolvedAccount OpenReadable(ChannelAccount account)
    {
        var readable = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in account.ProtectedSecrets)
        {
            try
            {
                readable[name] = secrets.Unprotect(text, Place(account.TenantId, account.Id, name));
            }
            catch (InvalidOperationException)
            {
                // Left out: whoever needs it says that it is missing.
            }
        }

        return new ResolvedAccount(account, readable);
    }
}
