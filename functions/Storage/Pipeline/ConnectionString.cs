namespace CampaignTasks.Storage.Pipeline;

/// <summary>Reads the storage connection string: <c>Key=Value</c> parts between semicolons, keys in any case.</summary>
internal sealed class ConnectionString
{
    private readonly Dictionary<string, string> parts = new(StringComparer.OrdinalIgnoreCase);

    private ConnectionString(string text)
    {
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // A key's value ends in '=' itself, so only the first one divides.
            var divider = part.IndexOf('=', StringComparison.Ordinal);
            if (divider <= 0)
            {
                throw new FormatException("A storage connection string is Name=Value parts between semicolons; one part has no name or no '='.");
            }

            if (!parts.TryAdd(part[..divider].TrimEnd(), part[(divider + 1)..].TrimStart()))
            {
                throw new FormatException($"The storage connection string gives {part[..divider]} twice.");
            }
        }
    }

    public static StorageAccount Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var read = new ConnectionString(text);
        return read.IsDevelopment() ? read.Development() : read.Account();
    }

    private bool IsDevelopment() => Value("UseDevelopmentStorage") switch
    {
        null => false,
        var flag when flag.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        _ => throw new FormatException("UseDevelopmentStorage can only be 'true'; leave it out otherwise."),
    };

    private StorageAccount Development()
    {
        if (Value("DevelopmentStorageProxyUri") is not { } proxy)
        {
            return StorageAccount.Development();
        }

        return Uri.TryCreate(proxy, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? StorageAccount.Development(host: $"{uri.Scheme}://{uri.Host}")
            : throw new FormatException("DevelopmentStorageProxyUri in the storage connection string is not an absolute http or https URI.");
    }

    private StorageAccount Account()
    {
        var tables = Endpoint("Table");
        var queues = Endpoint("Queue");
        var blobs = Endpoint("Blob");
        var credential = Credential();
        var name = Value("AccountName") ?? (credential is StorageCredential.Sas ? tables.Host.Split('.')[0] : throw Missing("AccountName"));
        return new(name, credential, tables, queues, blobs);
    }

    private StorageCredential Credential()
    {
        if (Value("SharedAccessSignature") is { } sas)
        {
            return new StorageCredential.Sas(sas.TrimStart('?'));
        }

        var text = Value("AccountKey") ?? throw Missing("AccountKey (or SharedAccessSignature)");
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length > 0
            ? new StorageCredential.SharedKey(key.AsMemory(0, length))
            : throw new FormatException("AccountKey in the storage connection string is not base64.");
    }

    private Uri Endpoint(string service)
    {
        if (Value($"{service}Endpoint") is { } given)
        {
            return Uri.TryCreate(given, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                ? uri
                : throw new FormatException($"{service}Endpoint in the storage connection string is not an absolute http or https URI.");
        }

        var name = Value("AccountName") ?? throw Missing($"AccountName (or {service}Endpoint)");
        var protocol = Value("DefaultEndpointsProtocol") ?? "https";
        if (protocol is not ("http" or "https"))
        {
            throw new FormatException("DefaultEndpointsProtocol in the storage connection string is neither http nor https.");
        }

        var host = $"{name}.{service.ToLowerInvariant()}.{Value("EndpointSuffix") ?? "core.windows.net"}";
        return Uri.TryCreate($"{protocol}://{host}", UriKind.Absolute, out var made)
            ? made
            : throw new FormatException("AccountName or EndpointSuffix in the storage connection string does not make a host name.");
    }

    private string? Value(string name) => parts.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    private static FormatException Missing(string part) => new($"The storage connection string has no {part}.");
}
