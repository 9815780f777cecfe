using System.Globalization;

namespace CampaignTasks.Storage.Tables;

/// <summary>The eight types a property can have, and how they are written.</summary>
internal static class TableValue
{
    // Seven digits, always Z: what the service itself writes.
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>The service's calendar begins here.</summary>
    public static readonly DateTimeOffset Earliest = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The value in the type it is stored as, or an exception that names the property.</summary>
    public static object Storable(string name, object value) => value switch
    {
        string or int or long or double or bool or Guid or byte[] => value,
        DateTimeOffset instant => instant.ToUniversalTime(),
        DateTime { Kind: DateTimeKind.Utc } instant => new DateTimeOffset(instant),
        DateTime => throw new ArgumentException($"Property {name} is a DateTime that is not UTC; give a DateTimeOffset.", nameof(value)),
        BinaryData data => data.ToArray(),
        ReadOnlyMemory<byte> memory => memory.ToArray(),
        null => throw new ArgumentNullException(nameof(value), $"Property {name} is null; leave it out."),
        _ => throw new ArgumentException(
            $"Property {name} is a {value.GetType().Name}; a table stores string, int, long, double, bool, DateTimeOffset, Guid and byte[].", nameof(value)),
    };

    public static string Instant(DateTimeOffset value) => value.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    public static bool TryFormatInstant(DateTimeOffset value, Span<char> destination, out int written) =>
        value.UtcDateTime.TryFormat(destination, out written, InstantFormat, CultureInfo.InvariantCulture);

    /// <summary>The value's part of the service's size formula, in bytes.</summary>
    public static int Size(object value) => value switch
    {
        string text => (text.Length * 2) + 4,
        byte[] bytes => bytes.Length + 4,
        int => 4,
        bool => 1,
        Guid => 16,
        _ => 8,
    };
}
