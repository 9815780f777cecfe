using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace CampaignTasks.Storage.Connection;

/// <summary>
/// The storage account that the settings name: the endpoints of its services, and the credentials, which are either a connection string or
/// an identity. Immutable. <see cref="StorageClients"/> creates its clients.
/// </summary>
public sealed class StorageAccount
{
    /// <summary>The emulator's fixed account name, the same on every machine.</summary>
    public const string DevelopmentName = "devstoreaccount1";

    // Published in the emulator's documentation: it protects nothing and is not a secret.
    private const string DevelopmentKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private StorageAccount(string name, Uri tables, Uri queues, Uri blobs)
    {
        Name = name;
        TableEndpoint = Bare(tables);
        QueueEndpoint = Bare(queues);
        BlobEndpoint = Bare(blobs);
    }

    /// <summary>The account's name.</summary>
    public string Name { get; }

    /// <summary>The table service, without a trailing slash or a query.</summary>
    public Uri TableEndpoint { get; }

    /// <summary>The queue service, without a trailing slash or a query.</summary>
    public Uri QueueEndpoint { get; }

    /// <summary>The blob service, without a trailing slash or a query.</summary>
    public Uri BlobEndpoint { get; }

    /// <summary>The connection string, which holds a secret: never log it. Null where an identity is used.</summary>
    public string? ConnectionString { get; private init; }

    /// <summary>The identity. Null where there is a connection string.</summary>
    public TokenCredential? Identity { get; private init; }

    /// <summary>True for the local emulator's account, so that a host may start the emulator itself.</summary>
    public bool IsDevelopment => Name == DevelopmentName && TableEndpoint.IsLoopback;

    /// <summary>Reads a connection string, or <c>UseDevelopmentStorage=true</c>.</summary>
    /// <exception cref="FormatException">It is invalid; the message names the part and never quotes a value.</exception>
    public static StorageAccount Parse(string connectionString)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        try
        {
            var tables = new TableServiceClient(connectionString);
            return new(
                tables.AccountName,
                tables.Uri,
                new QueueServiceClient(connectionString).Uri,
                new BlobServiceClient(connectionString).Uri
            )
            {
                ConnectionString = connectionString,
            };
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException)
        {
            // Without the cause, whose message may quote the secret.
            throw new FormatException($"Not a storage connection string: {ConnectionStringFault.In(connectionString)}.");
        }
    }

    /// <summary>Creates the account of the emulator on this machine.</summary>
    /// <param name="blobPort">Default 10000.</param>
    /// <param name="queuePort">Default 10001.</param>
    /// <param name="tablePort">Default 10002.</param>
    public static StorageAccount Development(int blobPort = 10000, int queuePort = 10001, int tablePort = 10002)
    {
        string At(int port) => FormattableString.Invariant($"http://127.0.0.1:{port}/{DevelopmentName}");
        return Parse(
            $"DefaultEndpointsProtocol=http;AccountName={DevelopmentName};AccountKey={DevelopmentKey};BlobEndpoint={At(blobPort)};QueueEndpoint={At(queuePort)};TableEndpoint={At(tablePort)}"
        );
    }

    /// <summary>Creates an account that is accessed with an identity.</summary>
    /// <param name="name">The account's name.</param>
    /// <param name="identity">Supplies tokens for <c>https://storage.azure.com/.default</c>.</param>
    /// <param name="endpointSuffix">The cloud's suffix; default: the public cloud's.</param>
    public static StorageAccount WithIdentity(string name, TokenCredential identity, string endpointSuffix = "core.windows.net")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Uri At(string service) => new($"https://{name}.{service}.{endpointSuffix}");
        return new(name, At("table"), At("queue"), At("blob")) { Identity = identity };
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
        if (configuration[name] is not { Length: > 0 } connectionString)
        {
            return ByIdentity(configuration.GetSection(name), name);
        }

        try
        {
            return Parse(connectionString);
        }
        catch (FormatException e)
        {
            throw new FormatException($"Setting {name}: {e.Message}", e);
        }
    }

    private static StorageAccount ByIdentity(IConfigurationSection section, string name)
    {
        var accountName = section["accountName"];
        var suffix = section["endpointSuffix"] is { Length: > 0 } given ? given : "core.windows.net";
        Uri Service(string service)
        {
            if (section[$"{service}ServiceUri"] is { Length: > 0 } uri)
            {
                return Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.Scheme is "https"
                    ? parsed
                    : throw new FormatException($"Setting {name}__{service}ServiceUri is not an absolute https URI.");
            }

            return accountName is { Length: > 0 }
                ? new($"https://{accountName}.{service}.{suffix}")
                : throw new FormatException($"Set {name} to a connection string, or {name}__accountName, or {name}__{service}ServiceUri.");
        }

        var table = Service("table");
        return new(accountName is { Length: > 0 } ? accountName : table.Host.Split('.')[0], table, Service("queue"), Service("blob"))
        {
            Identity = IdentityOf(section),
        };
    }

    private static TokenCredential IdentityOf(IConfigurationSection section) =>
        (section["credential"], section["clientId"]) switch
        {
            ("managedidentity", { Length: > 0 } clientId) => new ManagedIdentityCredential(
                ManagedIdentityId.FromUserAssignedClientId(clientId)
            ),
            ("managedidentity", _) => new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned),
            (_, { Length: > 0 } clientId) => new DefaultAzureCredential(
                new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId }
            ),
            _ => new DefaultAzureCredential(),
        };

    // A shared access signature is part of the query, and must not appear where endpoints are shown.
    private static Uri Bare(Uri endpoint) => new(endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/'));
}
