using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using CampaignTasks.Application.Files;
using CampaignTasks.Application.Json;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Imports;

/// <summary>The conversion of rows to orders: one item per row. The rows of an order may lie anywhere in the file.</summary>
internal sealed class CsvOrders : ICsvRows
{
    private static readonly string[] Fields = ["id", "contact", "version", "at", "status", "country", "campaign", "currency"];
    private static readonly string[] ItemFields = ["product", "quantity", "price"];
    private static readonly string[] Needed = ["id", "contact", "at", "status", "product"];

    private readonly OrderSpool _spool = new();
    private readonly StringBuilder _items = new();
    private readonly IReadOnlyList<string> _columns;
    private readonly int _id;
    private (string Id, string Head, long Line, int Items)? _open;

    private CsvOrders(IReadOnlyList<string> columns, int id)
    {
        (_columns, _id) = (columns, id);
        Types =
        [
            .. columns.Select(column =>
                column switch
                {
                    "at" => CellType.Instant,
                    "price" => CellType.Number,
                    "version" or "quantity" => CellType.WholeNumber,
                    _ => CellType.Text,
                }
            ),
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<CellType> Types { get; }

    public static CsvOrders? From(CsvHeader header, ValidationErrors errors)
    {
        List<string> columns = [.. header.Columns.Select(ColumnName.Fold)];
        foreach (var missing in Needed.Except(columns))
        {
            errors.Add(
                FileText.Field,
                $"The required column \"{missing}\" is missing: the file has {header.Shown()}; add it, or rename one of these."
            );
        }

        foreach (var unknown in columns.Where(column => column.Length > 0).Except(Fields).Except(ItemFields))
        {
            errors.Add(
                FileText.Field,
                $"The column '{FieldNames.Shown(unknown)}' is unknown: use only {string.Join(", ", Fields.Concat(ItemFields))}."
            );
        }

        foreach (var repeated in columns.Where(column => column.Length > 0).GroupBy(column => column).Where(same => same.Count() > 1))
        {
            errors.Add(FileText.Field, $"There are {repeated.Count()} columns named '{repeated.Key}': give each column its own name.");
        }

        return errors.IsEmpty ? new CsvOrders(columns, header.Id) : null;
    }

    /// <inheritdoc/>
    public async ValueTask<FileRecord?> AddAsync(CsvRecord row, CellReader cells, CancellationToken cancellationToken)
    {
        var (order, item) = (new JsonObject(), new JsonObject());
        var id = row.Cells.ElementAtOrDefault(_id)?.Trim();
        var fault = row.Fault ?? Convert(row, cells, order, item);
        if (string.IsNullOrEmpty(id))
        {
            return fault is null
                ? FileRecord.Of(row.Line, Json(order.ToJsonString(), item.ToJsonString()))
                : FileRecord.Faulty(row.Line, fault);
        }

        if (fault is not null)
        {
            await _spool.AddAsync(new(id, row.Line, "", fault), cancellationToken);
            return null;
        }

        var (head, json) = (order.ToJsonString(), item.ToJsonString());
        var isNext =
            _open is { } open && open.Head == head && open.Items < OrderItems.Most && _items.Length + json.Length < LineReader.Longest;
        if (!isNext)
        {
            await CloseAsync(cancellationToken);
            _open = (id, head, row.Line, 0);
        }

        _items.Append(isNext ? "," : "").Append(json);
        _open = _open!.Value with { Items = _open.Value.Items + 1 };
        return null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<FileRecord> EndAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await CloseAsync(cancellationToken);
        await foreach (var lines in _spool.OrdersAsync(cancellationToken))
        {
            foreach (var record in OrderMerge.Of(lines))
            {
                yield return record;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _spool.Dispose();

    private string? Convert(CsvRecord row, CellReader cells, JsonObject order, JsonObject item)
    {
        ValidationErrors? errors = null;
        for (var i = 0; i < _columns.Count; i++)
        {
            if (row.Cells[i].Trim() is { Length: > 0 } cell)
            {
                var into = ItemFields.Contains(_columns[i]) ? item : order;
                into[_columns[i]] = cells.Read(cell, Types[i], out var fault);
                if (fault is not null)
                {
                    (errors ??= new()).Add(_columns[i], fault);
                }
            }
        }

        return errors is null ? null : ImportChunkProcessor.ErrorOf(row.Line, errors).Reason;
    }

    private async ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        if (_open is { } open)
        {
            _open = null;
            var json = Json(open.Head, _items.ToString());
            _items.Clear();
            await _spool.AddAsync(new(open.Id, open.Line, json, Fault: null), cancellationToken);
        }
    }

    private static string Json(string head, string items) => $"{head[..^1]}{(head.Length > 2 ? "," : "")}\"items\":[{items}]}}";
}
