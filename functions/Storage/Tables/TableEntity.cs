using System.Collections;
using System.Globalization;
using Azure;

namespace CampaignTasks.Storage.Tables;

/// <summary>
/// A row: two keys and a bag of typed properties (string, int, long, double, bool, DateTimeOffset, Guid, byte[]). Property names are
/// case-sensitive. Not thread-safe. As Azure.Data.Tables' type of the same name, except that the keys, ETag and Timestamp are not
/// counted among the properties.
/// </summary>
public sealed class TableEntity : IEnumerable<KeyValuePair<string, object>>
{
    private readonly Dictionary<string, object> properties;

    /// <summary>Makes an entity without properties and with empty keys, which are legal keys.</summary>
    public TableEntity()
        : this("", "")
    {
    }

    /// <summary>Makes an entity without properties.</summary>
    public TableEntity(string partitionKey, string rowKey)
        : this(partitionKey, rowKey, 8)
    {
    }

    internal TableEntity(string partitionKey, string rowKey, int capacity)
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
        properties = new(capacity, StringComparer.Ordinal);
    }

    /// <summary>The partition; entities that share it can be changed in one transaction.</summary>
    public string PartitionKey { get; set; }

    /// <summary>Unique within the partition; queries answer in its ordinal order.</summary>
    public string RowKey { get; set; }

    /// <summary>The version the service gave this row when it was read; default for an entity made here.</summary>
    public ETag ETag { get; set; }

    /// <summary>When the service last changed this row; null for an entity made here. Not monotonic: never order by it.</summary>
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>How many properties there are.</summary>
    public int Count => properties.Count;

    /// <summary>The properties' names.</summary>
    public ICollection<string> Keys => properties.Keys;

    /// <summary>A property, or null where it is absent. Setting null removes it.</summary>
    /// <exception cref="ArgumentException">The value's type cannot be stored.</exception>
    public object? this[string name]
    {
        get => properties.GetValueOrDefault(name);
        set
        {
            if (value is null)
            {
                properties.Remove(name);
            }
            else
            {
                properties[name] = TableValue.Storable(name, value);
            }
        }
    }

    /// <summary>Adds a property.</summary>
    /// <exception cref="ArgumentException">The property exists, or the value's type cannot be stored.</exception>
    public void Add(string name, object value) => properties.Add(name, TableValue.Storable(name, value));

    /// <summary>Removes a property; true if it was there.</summary>
    public bool Remove(string name) => properties.Remove(name);

    /// <summary>Whether the property is there.</summary>
    public bool ContainsKey(string name) => properties.ContainsKey(name);

    /// <summary>Finds a property.</summary>
    public bool TryGetValue(string name, out object? value) => properties.TryGetValue(name, out value);

    /// <summary>A string, or null where it is absent.</summary>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public string? GetString(string name) => properties.GetValueOrDefault(name) switch
    {
        null => null,
        string text => text,
        var other => throw Mismatch(name, "string", other),
    };

    /// <summary>Bytes, or null where they are absent. The array is the entity's own.</summary>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public byte[]? GetBinary(string name) => properties.GetValueOrDefault(name) switch
    {
        null => null,
        byte[] bytes => bytes,
        var other => throw Mismatch(name, "binary", other),
    };

    /// <summary>A truth value, or null where it is absent.</summary>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public bool? GetBoolean(string name) => properties.GetValueOrDefault(name) switch
    {
        null => null,
        bool flag => flag,
        var other => throw Mismatch(name, "bool", other),
    };

    /// <summary>A 32-bit number, or null where it is absent.</summary>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public int? GetInt32(string name) => properties.GetValueOrDefault(name) switch
    {
        null => null,
        int number => number,
        var other => throw Mismatch(name, "int", other),
    };

    /// <summary>A 64-bit number, or null where it is absent. A stored 32-bit number is widened.</summary>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public long? GetInt64(string name) => properties.GetValueOrDefault(name) switch
    {
        null => null,
        long number => number,
        int number => number,
        var other => throw Mismatch(name, "long", other),
    };

    /// <summary>A floating-point number, or null where it is absent. A stored 32-bit number is widened: the emulator may read 1.0 back as 1.</summary>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public double? GetDouble(string name) => properties.GetValueOrDefault(name) switch
    {
        null => null,
        double number => number,
        int number => number,
        var other => throw Mismatch(name, "double", other),
    };

    /// <summary>An instant in UTC, or null where it is absent.</summary>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public DateTimeOffset? GetDateTimeOffset(string name) => properties.GetValueOrDefault(name) switch
    {
        null => null,
        DateTimeOffset instant => instant,
        var other => throw Mismatch(name, "DateTimeOffset", other),
    };

    /// <summary>A Guid, or null where it is absent.</summary>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public Guid? GetGuid(string name) => properties.GetValueOrDefault(name) switch
    {
        null => null,
        Guid guid => guid,
        var other => throw Mismatch(name, "Guid", other),
    };

    /// <summary>Walks the properties in the order they were added, keys and system properties left out.</summary>
    public Dictionary<string, object>.Enumerator GetEnumerator() => properties.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() => properties.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => properties.GetEnumerator();

    // A value read from the service has a storable type already.
    internal void SetRead(string name, object value) => properties[name] = value;

    private static InvalidOperationException Mismatch(string name, string wanted, object value) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Property {name} is a {value.GetType().Name}, not a {wanted}."));
}
