using System.Globalization;
using System.Runtime.CompilerServices;

namespace CampaignTasks.Storage.Tables;

/// <summary>
/// Builds an OData filter from an interpolated string: the text is the filter, each hole becomes a literal of its own type, quoted and
/// escaped, so that no value can change the filter's meaning. A hole of a type the service cannot compare does not compile.
/// </summary>
[InterpolatedStringHandler]
public ref struct TableFilter
{
    private DefaultInterpolatedStringHandler text;

    /// <summary>Called by the compiler.</summary>
    public TableFilter(int literalLength, int formattedCount)
    {
        text = new(literalLength + (formattedCount * 16), 0, CultureInfo.InvariantCulture);
    }

    /// <summary>Entities of one partition.</summary>
    public static string Partition(string partitionKey) => Create($"PartitionKey eq {partitionKey}");

    /// <summary>Entities of one partition whose row key starts with the prefix.</summary>
    public static string RowKeyPrefix(string partitionKey, string prefix) => prefix.Length is 0
        ? Partition(partitionKey)
        : Create($"PartitionKey eq {partitionKey} and RowKey ge {prefix} and RowKey lt {After(prefix)}");

    /// <summary>Entities of one partition with <paramref name="from"/> ≤ row key &lt; <paramref name="before"/>.</summary>
    public static string RowKeyRange(string partitionKey, string from, string before) =>
        Create($"PartitionKey eq {partitionKey} and RowKey ge {from} and RowKey lt {before}");

    /// <summary>Writes the filter, for example <c>TableFilter.Create($"PartitionKey eq {tenant} and Failed gt {0}")</c>.</summary>
    public static string Create(ref TableFilter filter) => filter.text.ToStringAndClear();

    /// <summary>Appends the filter's own text.</summary>
    public void AppendLiteral(string value) => text.AppendLiteral(value);

    /// <summary>Appends a string literal; a quote inside is doubled.</summary>
    public void AppendFormatted(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        text.AppendLiteral("'");
        text.AppendLiteral(value.Contains('\'', StringComparison.Ordinal) ? value.Replace("'", "''", StringComparison.Ordinal) : value);
        text.AppendLiteral("'");
    }

    /// <summary>Appends a 32-bit literal.</summary>
    public void AppendFormatted(int value) => text.AppendFormatted(value);

    /// <summary>Appends a 64-bit literal: without its <c>L</c> the service would find nothing.</summary>
    public void AppendFormatted(long value)
    {
        text.AppendFormatted(value);
        text.AppendLiteral("L");
    }

    /// <summary>Appends a floating-point literal.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public void AppendFormatted(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A filter compares finite numbers only.");
        }

        var digits = value.ToString("R", CultureInfo.InvariantCulture);
        text.AppendLiteral(digits);
        // A bare "1" would be read as a 32-bit number.
        text.AppendLiteral(digits.AsSpan().ContainsAny('.', 'E') ? "" : ".0");
    }

    /// <summary>Appends true or false.</summary>
    public void AppendFormatted(bool value) => text.AppendLiteral(value ? "true" : "false");

    /// <summary>Appends an instant literal.</summary>
    public void AppendFormatted(DateTimeOffset value)
    {
        text.AppendLiteral("datetime'");
        text.AppendLiteral(TableValue.Instant(value));
        text.AppendLiteral("'");
    }

    /// <summary>Appends a Guid literal.</summary>
    public void AppendFormatted(Guid value)
    {
        text.AppendLiteral("guid'");
        text.AppendFormatted(value);
        text.AppendLiteral("'");
    }

    /// <summary>Appends a binary literal.</summary>
    public void AppendFormatted(byte[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        text.AppendLiteral("X'");
        text.AppendLiteral(Convert.ToHexStringLower(value));
        text.AppendLiteral("'");
    }

    /// <summary>The least text that sorts after every text with this prefix; keys compare by UTF-16 unit.</summary>
    private static string After(string prefix)
    {
        var end = prefix.AsSpan().TrimEnd('\uFFFF');
        return end switch
        {
            [] => throw new ArgumentException("Give a prefix that something can follow.", nameof(prefix)),
            // U+D800 alone is no text; the first pair is the next that is.
            [.. var start, '\uD7FF'] => $"{start}\uD800\uDC00",
            [.. var start, var last] => $"{start}{(char)(last + 1)}",
        };
    }
}
