namespace CampaignTasks.Storage.Connection;

/// <summary>
/// The diagnosis of a connection string that the SDK refuses: the SDK's own messages may quote a key that was pasted into the wrong place.
/// </summary>
internal static class ConnectionStringFault
{
    /// <summary>Describes the error, naming the part and never its value.</summary>
    public static string In(string connectionString)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // A key's value may end in '=' itself, so only the first one separates.
            if (part.Split('=', 2) is not [{ Length: > 0 } name, var value])
            {
                return "it is Name=Value parts between semicolons, and one part has no name or no '='";
            }

            if (!names.Add(name))
            {
                // A name that nobody knows may be a key in the wrong place.
                return "it gives a part twice";
            }

            if (name is "AccountKey" && (value.Length is 0 || !Convert.TryFromBase64String(value, new byte[value.Length], out _)))
            {
                return "its AccountKey is not base64";
            }

            if (
                name is "TableEndpoint" or "QueueEndpoint" or "BlobEndpoint" or "DevelopmentStorageProxyUri"
                && !Uri.IsWellFormedUriString(value, UriKind.Absolute)
            )
            {
                return $"its {name} is not an absolute URI";
            }
        }

        return names.Contains("SharedAccessSignature") ? "a SharedAccessSignature needs TableEndpoint, QueueEndpoint and BlobEndpoint"
            : !names.Contains("AccountName") ? "it has no AccountName (nor is it UseDevelopmentStorage=true)"
            : !names.Contains("AccountKey") ? "it has no AccountKey (nor a SharedAccessSignature)"
            : "its parts do not fit together";
    }
}
