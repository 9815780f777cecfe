namespace CampaignTasks.Domain.Contacts;

/// <summary>
/// The one order in which contacts are kept and read everywhere: by shard, then by id. Whatever is read by contact comes in this order, so
/// that sets of people are merged as streams.
/// </summary>
public static class ContactKey
{
    /// <summary>How many shards there are; a key begins with its shard's digit.</summary>
    public const int Shards = 16;

    private const string Digits = "0123456789abcdef";

    /// <summary>The key of a contact. Keys compare ordinally.</summary>
    public static string Of(string contactId) => Digits[Shard(contactId)] + contactId;

    /// <summary>The contact's id.</summary>
    public static string IdOf(string key) => key[1..];

    /// <summary>The contact's shard. Stored: never change it.</summary>
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

    /// <summary>A shard's digit.</summary>
    public static char Digit(int shard) => Digits[shard];
}
