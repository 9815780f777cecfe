using System.Globalization;
using CampaignTasks.Application.Files;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Application.Imports;

/// <summary>Lines by their order. An order keeps no more of them than an order can have: one that has more is faulty.</summary>
internal sealed class GatheredOrders
{
    private const int Longest = 4 * LineReader.Longest;

    private static readonly string TooLong = string.Create(
        CultureInfo.InvariantCulture,
        $"The order is too long: give at most {OrderItems.Most} items and {LineReader.Longest} characters."
    );

    private readonly Dictionary<string, Gathered> _orders = new(StringComparer.Ordinal);

    /// <summary>Adds lines to their order.</summary>
    public void Add(OrderLines lines)
    {
        if (!_orders.TryGetValue(lines.Id, out var order))
        {
            _orders[lines.Id] = order = new();
        }

        if (order.IsFull)
        {
            return;
        }

        order.Size += lines.Length;
        order.IsFull = order.Lines.Count == OrderItems.Most || order.Size > Longest;
        order.Lines.Add(order.IsFull ? OrderLines.Faulty(lines.Id, lines.Line, TooLong) : lines);
    }

    /// <summary>The orders by their first lines.</summary>
    public IEnumerable<IReadOnlyList<OrderLines>> InOrder() =>
        _orders.Values.Select(order => order.Lines.OrderBy(lines => lines.Line).ToList()).OrderBy(lines => lines[0].Line);

    private sealed class Gathered
    {
        public List<OrderLines> Lines { get; } = [];

        public int Size { get; set; }

        public bool IsFull { get; set; }
    }
}
