namespace CampaignTasks.Domain.Accounts;

/// <summary>Seals secrets at rest (AES-GCM), bound to the place they belong to.</summary>
public interface ISecretProtector
{
    /// <summary>Seals a secret; the same <paramref name="place"/> (tenant, account and setting name) is needed to open it.</summary>
    string Protect(string secret, string place);

    /// <summary>Opens what <see cref="Protect"/> made.</summary>
    /// <exception cref="InvalidOperationException">
    /// Sealed with another key or for another place; the message says which setting holds the key.
    /// </exception>
    string Unprotect(string sealedSecret, string place);
}
