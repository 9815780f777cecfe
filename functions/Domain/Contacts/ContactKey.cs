namespace CampaignTasks.Domain.Contacts;

/// <summary>
/// The one order in which contacts are stored and read everywhere: by shard, then by id. Everything read by contact comes in this order, so
/// that sets of people are merged as streams.
/// </summary>
public static class ContactKey
{
    /// <summary>The number of shards; a key begins with its shard's digit.</summary>
    public const int Shards = 16;

    private const string Digits = "0123456789abcdef";

    /// <summary>Gets the key of a contact. Keys compare ordinally.</summary>
    public static string Of(string contactId) => Digits[Shard(contactId)] + contactId;

    /// <summary>Gets the contact's id from its key.</summary>
    public static string IdOf(string key) => key[1..];

    /// <summary>Gets the contact's shard. Stored: never change the function.</summary>
    public static int Shard(string contactId)
    {
        // FNV-1a, folded: cheap, and the same everywhere.
        var hash = 2166136261u;
        foreach (var c in contactId)
        {
            hash = (hash ^ c) * 16777619u;
        }

        hash ^= hash >> 16;
        hash ^= hash >> 8;
        return (int)((hash ^ (hash >> 4)) & (Shards - 1));
    }

    /// <summary>Gets a shard's digit.</summary>
    public static char Digit(int shard) => Digits[shard];
}
