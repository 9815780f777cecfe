using System.Globalization;
using System.Text.Json.Nodes;
using CampaignTasks.Application.Json;
using CampaignTasks.Domain.Imports;

namespace CampaignTasks.Application.Imports;

/// <summary>The reading of typed cells as the file writes numbers and dates.</summary>
/// <param name="numbers">How it writes numbers.</param>
/// <param name="dates">How it writes dates.</param>
/// <param name="zone">The IANA zone of its local times.</param>
internal sealed class CellReader(NumberDialect numbers, DateDialect dates, string zone)
{
    /// <summary>Decides the file's dialects from its separator and the typed cells of its first rows.</summary>
    public static CellReader Of(char separator, IReadOnlyList<CellType> types, IReadOnlyList<CsvRecord> firstRows, string zone)
    {
        return new(
            NumberDialect.Of(separator, Cells(type => type is CellType.Number or CellType.WholeNumber)),
            DateDialect.Of(Cells(type => type is CellType.Date or CellType.Instant)),
            zone
        );

        IEnumerable<string> Cells(Func<CellType, bool> isOne) =>
            firstRows
                .Where(row => row.Fault is null)
                .SelectMany(row => types.Index().Where(type => isOne(type.Item)).Select(type => row.Cells[type.Index]));
    }

    /// <summary>Reads a cell that is not blank.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="type">Its column's type.</param>
    /// <param name="fault">What is wrong and what to write instead; null when it was read.</param>
    public JsonValue? Read(string cell, CellType type, out string? fault)
    {
        fault = null;
        return type switch
        {
            CellType.Number when numbers.Read(cell, out fault) is { } number => JsonValue.Create(number),
            CellType.WholeNumber when numbers.Read(cell, out fault) is { } number => JsonValue.Create(
                decimal.Truncate(number) == number ? decimal.Truncate(number) : number
            ),
            CellType.Date when dates.Read(cell, out fault) is { } date => JsonValue.Create(date),
            // One instant has one spelling, so that the rows of an order agree.
            CellType.Instant when dates.ReadInstant(cell, zone, out fault) is { } instant => JsonValue.Create(
                instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)
            ),
            CellType.Boolean when Flag(cell, out fault) is { } flag => JsonValue.Create(flag),
            CellType.Text => JsonValue.Create(cell),
            _ => null,
        };
    }

    private static bool? Flag(string cell, out string? fault)
    {
        bool? flag = cell.ToLowerInvariant() switch
        {
            "true" or "yes" or "1" => true,
            "false" or "no" or "0" => false,
            _ => null,
        };
        fault = flag is null ? $"'{FieldNames.Shown(cell)}' is neither true nor false: write true or false." : null;
        return flag;
    }
}
