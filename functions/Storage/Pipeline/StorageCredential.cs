using Azure.Core;

namespace CampaignTasks.Storage.Pipeline;

/// <summary>How requests prove who they are. Closed: one of the three nested cases.</summary>
public abstract record StorageCredential
{
    private StorageCredential()
    {
    }

    /// <summary>The account's own key; each try of a request is signed with it.</summary>
    /// <param name="Key">The decoded key.</param>
    public sealed record SharedKey(ReadOnlyMemory<byte> Key) : StorageCredential
    {
        /// <summary>Never prints the key.</summary>
        public override string ToString() => "SharedKey";
    }

    /// <summary>A shared access signature, sent in the query of every request.</summary>
    /// <param name="Token">The signature's query string, without a leading question mark.</param>
    public sealed record Sas(string Token) : StorageCredential
    {
        /// <summary>Never prints the token.</summary>
        public override string ToString() => "Sas";
    }

    /// <summary>A Microsoft Entra identity; requires HTTPS endpoints.</summary>
    /// <param name="Credential">Gives tokens for <c>https://storage.azure.com/.default</c>.</param>
    public sealed record Identity(TokenCredential Credential) : StorageCredential;
}
