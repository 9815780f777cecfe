using System.Globalization;
using System.Text;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Tables;

/// <summary>
/// The table service's limits, checked before the wire: the emulator lets several of them pass, and the service's own refusals do not
/// name the property. Source: "Understanding the Table service data model" and "Performing entity group transactions" of its REST
/// reference.
/// </summary>
public static class TableLimits
{
    /// <summary>Actions in one transaction.</summary>
    public const int TransactionActions = 100;

    /// <summary>Bytes of one transaction's body.</summary>
    public const int TransactionBytes = 4 * 1024 * 1024;

    /// <summary>UTF-16 characters of a key: 1 KiB, two bytes each.</summary>
    public const int KeyCharacters = 512;

    /// <summary>UTF-16 characters of a string property: 64 KiB, two bytes each.</summary>
    public const int StringCharacters = 32 * 1024;

    /// <summary>Bytes of a binary property.</summary>
    public const int BinaryBytes = 64 * 1024;

    /// <summary>Bytes of an entity, by the service's formula.</summary>
    public const int EntityBytes = 1024 * 1024;

    /// <summary>Properties of an entity besides its keys and Timestamp.</summary>
    public const int Properties = 252;

    /// <summary>Rows the service gives in one page at most.</summary>
    public const int PageRows = 1000;

    private const int NameCharacters = 255;

    internal static void CheckKey(string? key, string name)
    {
        ArgumentNullException.ThrowIfNull(key, name);
        if (key.Length > KeyCharacters)
        {
            throw new ArgumentException($"A {name} has at most {KeyCharacters} characters; this one has {key.Length}.", name);
        }

        if (key.AsSpan().IndexOfAny(TableKey.Forbidden) is >= 0 and var at)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"A {name} cannot hold U+{(int)key[at]:X4} (at {at}); pass foreign text through TableKey.Encode."), name);
        }

        CheckText(key, name);
    }

    /// <summary>Checks an entity whole; the answer is its size by the service's formula.</summary>
    internal static int CheckEntity(TableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        CheckKey(entity.PartitionKey, nameof(entity.PartitionKey));
        CheckKey(entity.RowKey, nameof(entity.RowKey));
        if (entity.Count > Properties)
        {
            throw new ArgumentException($"An entity has at most {Properties} properties; this one has {entity.Count}.", nameof(entity));
        }

        var size = 4 + ((entity.PartitionKey.Length + entity.RowKey.Length) * 2);
        foreach (var (name, value) in entity)
        {
            CheckName(name);
            CheckValue(name, value);
            size += 8 + (name.Length * 2) + TableValue.Size(value);
        }

        return size <= EntityBytes
            ? size
            : throw new ArgumentException($"An entity has at most {EntityBytes} bytes; this one has {size}.", nameof(entity));
    }

    private static void CheckValue(string name, object value)
    {
        switch (value)
        {
            case string text when text.Length > StringCharacters:
                throw new ArgumentException($"A string has at most {StringCharacters} characters; property {name} has {text.Length}.", name);
            case string text:
                CheckText(text, name);
                break;
            case byte[] bytes when bytes.Length > BinaryBytes:
                throw new ArgumentException($"Binary has at most {BinaryBytes} bytes; property {name} has {bytes.Length}.", name);
            case DateTimeOffset instant when instant < TableValue.Earliest:
                throw new ArgumentException($"Property {name} is an instant before the year 1601, the service's first.", name);
        }
    }

    private static void CheckName(string name)
    {
        if (name.Length is 0 or > NameCharacters || char.IsAsciiDigit(name[0]))
        {
            throw new ArgumentException($"A property name has 1 to {NameCharacters} characters and starts with a letter or underscore.", name);
        }

        foreach (var character in name)
        {
            if (!char.IsLetterOrDigit(character) && character != '_')
            {
                throw new ArgumentException("A property name holds letters, digits and underscores only.", name);
            }
        }

        if (name is "PartitionKey" or "RowKey" or "Timestamp")
        {
            throw new ArgumentException($"{name} is the service's own; set the entity's member of that name.", name);
        }
    }

    // Half of a surrogate pair has no UTF-8 form: it would come back as another character.
    private static void CheckText(string text, string name)
    {
        var rest = text.AsSpan();
        while (rest.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var at)
        {
            if (Rune.DecodeFromUtf16(rest[at..], out _, out var consumed) != System.Buffers.OperationStatus.Done)
            {
                throw new ArgumentException($"{name} holds half of a surrogate pair, which is no text.", name);
            }

            rest = rest[(at + consumed)..];
        }
    }
}
