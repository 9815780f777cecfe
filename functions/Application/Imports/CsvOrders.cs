using System.Globalization;
using System.Text.Json.Nodes;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Imports;

/// <summary>The conversion of rows to orders: one item per row, the rows of an order one after another.</summary>
internal sealed class CsvOrders : ICsvRows
{
    private static readonly string[] Fields = ["id", "contact", "version", "at", "status", "country", "campaign", "currency"];
    private static readonly string[] ItemFields = ["product", "quantity", "price"];
    private static readonly string[] Needed = ["id", "contact", "at", "status", "product"];

    private readonly IReadOnlyList<string> _columns;
    private JsonObject? _open;
    private long _line;

    private CsvOrders(IReadOnlyList<string> columns) => _columns = columns;

    public static CsvOrders? From(CsvTable table, ValidationErrors errors)
    {
        var columns = table.Columns.Select(column => column.ToLowerInvariant()).ToList();
        foreach (var missing in Needed.Except(columns))
        {
            errors.Add("$", $"The required column \"{missing}\" is missing: add it.");
        }

        foreach (var unknown in columns.Except(Fields).Except(ItemFields))
        {
            var name = unknown.Length <= 60 ? unknown : unknown[..60];
            errors.Add("$", $"The column '{name}' is unknown: use only {string.Join(", ", Fields.Concat(ItemFields))}.");
        }

        return errors.IsEmpty ? new CsvOrders(columns) : null;
    }

    public ImportRecord? Add(long line, string[] cells)
    {
        var (order, item) = (new JsonObject(), new JsonObject());
        for (var i = 0; i < _columns.Count; i++)
        {
            if (cells[i].Trim() is { Length: > 0 } cell)
            {
                var into = ItemFields.Contains(_columns[i]) ? item : order;
                into[_columns[i]] = _columns[i] is "version" or "quantity" or "price" ? Number(cell) : JsonValue.Create(cell);
            }
        }

        if (_open is not null && order["id"] is { } id && _open["id"]?.GetValue<string>() == id.GetValue<string>())
        {
            ((JsonArray)_open["items"]!).Add((JsonNode)item);
            return null;
        }

        var whole = End();
        order["items"] = new JsonArray(item);
        (_open, _line) = (order, line);
        return whole;
    }

    public ImportRecord? End()
    {
        var whole = _open is null ? null : new ImportRecord(_line, _open.ToJsonString());
        _open = null;
        return whole;
    }

    // The field's own rule reports text that is not a number.
    private static JsonValue Number(string cell) =>
        decimal.TryParse(cell, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(cell);
}
