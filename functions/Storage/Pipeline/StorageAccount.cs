using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace CampaignTasks.Storage.Pipeline;

/// <summary>Where a storage account answers and how to prove who asks. Immutable.</summary>
public sealed class StorageAccount
{
    /// <summary>The emulator's fixed account name, the same on every machine.</summary>
    public const string DevelopmentName = "devstoreaccount1";

    // Published in the emulator's documentation: it protects nothing and is no secret.
    internal const string DevelopmentKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Describes an account whose three services answer at the given places.</summary>
    /// <exception cref="ArgumentException">The name is blank, or an endpoint is not absolute http(s).</exception>
    public StorageAccount(string name, StorageCredential credential, Uri tableEndpoint, Uri queueEndpoint, Uri blobEndpoint)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        Credential = credential;
        TableEndpoint = WithoutSlash(tableEndpoint);
        QueueEndpoint = WithoutSlash(queueEndpoint);
        BlobEndpoint = WithoutSlash(blobEndpoint);
    }

    /// <summary>The account's name, as it stands in signatures.</summary>
    public string Name { get; }

    /// <summary>How requests prove who they are.</summary>
    public StorageCredential Credential { get; }

    /// <summary>The table service, without a trailing slash.</summary>
    public Uri TableEndpoint { get; }

    /// <summary>The queue service, without a trailing slash.</summary>
    public Uri QueueEndpoint { get; }

    /// <summary>The blob service, without a trailing slash.</summary>
    public Uri BlobEndpoint { get; }

    /// <summary>Whether this is the local emulator's account, so that a host may start the emulator itself.</summary>
    public bool IsDevelopment => Name == DevelopmentName && TableEndpoint.IsLoopback;

    /// <summary>Reads a connection string, or <c>UseDevelopmentStorage=true</c>.</summary>
    /// <exception cref="FormatException">A part is missing or malformed; the message names the part and never quotes its value.</exception>
    public static StorageAccount Parse(string connectionString) => ConnectionString.Read(connectionString);

    /// <summary>The emulator on this machine.</summary>
    /// <param name="blobPort">Default 10000.</param>
    /// <param name="queuePort">Default 10001.</param>
    /// <param name="tablePort">Default 10002.</param>
    /// <param name="host">Scheme and host; default <c>http://127.0.0.1</c>.</param>
    public static StorageAccount Development(int blobPort = 10000, int queuePort = 10001, int tablePort = 10002, string host = "http://127.0.0.1")
    {
        Uri At(int port) => new($"{host}:{port}/{DevelopmentName}");
        return new(DevelopmentName, new StorageCredential.SharedKey(Convert.FromBase64String(DevelopmentKey)), At(tablePort), At(queuePort), At(blobPort));
    }

    /// <summary>An account in the public cloud, reached by identity.</summary>
    public static StorageAccount WithIdentity(string name, TokenCredential credential, string endpointSuffix = "core.windows.net")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Uri At(string service) => new($"https://{name}.{service}.{endpointSuffix}");
        return new(name, new StorageCredential.Identity(credential), At("table"), At("queue"), At("blob"));
    }

    /// <summary>
    /// Reads the setting the way the Functions host does: a connection string under <paramref name="name"/>, or, for identity,
    /// <c>name__accountName</c> or <c>name__tableServiceUri</c>, <c>name__queueServiceUri</c> and <c>name__blobServiceUri</c>
    /// (the account's name is then the host's first label). <c>name__credential = managedidentity</c> uses the platform's identity,
    /// with <c>name__clientId</c> a user-assigned one; otherwise the default chain of Azure.Identity.
    /// </summary>
    /// <exception cref="FormatException">Nothing is set, or what is set is malformed; the message names the setting.</exception>
    public static StorageAccount FromConfiguration(IConfiguration configuration, string name = "AzureWebJobsStorage")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return configuration[name] is { Length: > 0 } connectionString ? Parse(connectionString) : ByIdentity(configuration.GetSection(name), name);
    }

    /// <summary>For what still asks through the client of this folder.</summary>
    public static implicit operator StorageAccount(Connection.StorageAccount account) => account.Identity is { } identity
        ? new(account.Name, new StorageCredential.Identity(identity), account.TableEndpoint, account.QueueEndpoint, account.BlobEndpoint)
        : Parse(account.ConnectionString!);

    private static StorageAccount ByIdentity(IConfigurationSection section, string name)
    {
        var accountName = section["accountName"];
        var suffix = section["endpointSuffix"] is { Length: > 0 } given ? given : "core.windows.net";
        Uri Service(string service)
        {
            if (section[$"{service}ServiceUri"] is { Length: > 0 } uri)
            {
                return Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
                    ? parsed
                    : throw new FormatException($"Setting {name}__{service}ServiceUri is not an absolute URI.");
            }

            return accountName is { Length: > 0 }
                ? new($"https://{accountName}.{service}.{suffix}")
                : throw new FormatException($"Set {name} to a connection string, or {name}__accountName, or {name}__{service}ServiceUri.");
        }

        var table = Service("table");
        return new(accountName is { Length: > 0 } ? accountName : table.Host.Split('.')[0], new StorageCredential.Identity(TokenCredentialOf(section)),
            table, Service("queue"), Service("blob"));
    }

    private static TokenCredential TokenCredentialOf(IConfigurationSection section) => (section["credential"], section["clientId"]) switch
    {
        ("managedidentity", { Length: > 0 } clientId) => new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId)),
        ("managedidentity", _) => new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned),
        (_, { Length: > 0 } clientId) => new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId }),
        _ => new DefaultAzureCredential(),
    };

    private static Uri WithoutSlash(Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException("Give an absolute http or https endpoint.", nameof(endpoint));
        }

        return new(endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/'));
    }
}
