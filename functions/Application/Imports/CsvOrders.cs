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
    private readonly int[] _ofOrder;
    private readonly int[] _ofItem;
    private readonly int _id;
    private OrderLines? _open;

    // The cells of the last head that was converted, and that head: the rows of an order mostly follow each other.
    private string[] _cells = [];
    private string _head = "";

    private CsvOrders(IReadOnlyList<string> columns, int id)
    {
        (_columns, _id) = (columns, id);
        _ofOrder = [.. Enumerable.Range(0, columns.Count).Where(i => !ItemFields.Contains(columns[i]))];
        _ofItem = [.. Enumerable.Range(0, columns.Count).Except(_ofOrder)];
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
        var (head, item, fault) = row.Fault is { } unread ? ("", "", unread) : Convert(row, cells);
        if (row.Cells.ElementAtOrDefault(_id)?.Trim() is not { Length: > 0 } id)
        {
            return fault is null ? FileRecord.Of(row.Line, OrderLines.Json(head, item)) : FileRecord.Faulty(row.Line, fault);
        }

        if (fault is not null)
        {
            await _spool.AddAsync(OrderLines.Faulty(id, row.Line, fault), cancellationToken);
            return null;
        }

        var isNext =
            _open is { } open && open.Head == head && open.Count < OrderItems.Most && _items.Length + item.Length < LineReader.Longest;
        if (!isNext)
        {
            await CloseAsync(cancellationToken);
            _open = new(id, row.Line, head, Items: "", Count: 0, Fault: null);
        }

        _items.Append(isNext ? "," : "").Append(item);
        _open = _open! with { Count = _open.Count + 1 };
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

    private (string Head, string Item, string? Fault) Convert(CsvRecord row, CellReader cells)
    {
        ValidationErrors? errors = null;
        var head = IsSameHead(row) ? _head : Json(_ofOrder, row, cells, ref errors);
        var item = Json(_ofItem, row, cells, ref errors);
        if (errors is not null)
        {
            return ("", "", ImportChunkProcessor.ErrorOf(row.Line, errors).Reason);
        }

        (_cells, _head) = (row.Cells, head);
        return (head, item, null);
    }

    private bool IsSameHead(CsvRecord row) => _cells.Length > 0 && Array.TrueForAll(_ofOrder, i => row.Cells[i] == _cells[i]);

    private string Json(int[] columns, CsvRecord row, CellReader cells, ref ValidationErrors? errors)
    {
        var json = new JsonObject();
        foreach (var i in columns)
        {
            if (row.Cells[i].Trim() is { Length: > 0 } cell)
            {
                json[_columns[i]] = cells.Read(cell, Types[i], out var fault);
                if (fault is not null)
                {
                    (errors ??= new()).Add(_columns[i], fault);
                }
            }
        }

        return json.ToJsonString();
    }

    private async ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        if (_open is { } open)
        {
            _open = null;
            var items = _items.ToString();
            _items.Clear();
            await _spool.AddAsync(open with { Items = items }, cancellationToken);
        }
    }
}
