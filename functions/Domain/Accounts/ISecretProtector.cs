namespace CampaignTasks.Domain.Accounts;

/// <summary>The encryption of secrets at rest (AES-GCM), bound to the place they belong to.</summary>
public interface ISecretProtector
{
    /// <summary>Encrypts a secret; the same <paramref name="place"/> (tenant, account and setting name) is needed to decrypt it.</summary>
    string Protect(string secret, string place);

    /// <summary>Decrypts what <see cref="Protect"/> returned.</summary>
    /// <exception cref="InvalidOperationException">It was encrypted with another key or for another place; the message says which setting
    /// holds the key.</exception>
    string Unprotect(string sealedSecret, string place);
}
