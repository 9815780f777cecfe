using System.Text.Json.Nodes;
using CampaignTasks.Application.Files;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Application.Imports;

/// <summary>The joining of an order's lines. An order is stored whole or not at all.</summary>
internal static class OrderMerge
{
    private const string Version = "version";

    /// <summary>Joins all lines of one order; each version of it is a record.</summary>
    public static IEnumerable<FileRecord> Of(IReadOnlyList<OrderLines> lines)
    {
        if (lines.FirstOrDefault(one => one.Fault is not null) is { } faulty)
        {
            return
            [
                FileRecord.Faulty(
                    faulty.Line,
                    lines.Count is 1 ? faulty.Fault! : $"{faulty.Fault} The other lines of order {faulty.Id} wait for this one."
                ),
            ];
        }

        // Lines of one order mostly agree to the letter. Then nothing is read again.
        if (lines.All(one => one.Head == lines[0].Head))
        {
            return [Whole(lines[0].Head, lines)];
        }

        List<(OrderLines Lines, JsonObject Head)> orders = [.. lines.Select(one => (one, JsonNode.Parse(one.Head)!.AsObject()))];
        return orders.TrueForAll(one => one.Head[Version] is not null)
            ? orders.GroupBy(one => one.Head[Version]!.ToJsonString()).Select(version => Join([.. version]))
            : [Join(orders)];
    }

    private static FileRecord Join(List<(OrderLines Lines, JsonObject Head)> orders)
    {
        var (first, whole) = orders[0];
        foreach (var (lines, head) in orders.Skip(1))
        {
            foreach (var (name, value) in head)
            {
                if (whole[name] is null)
                {
                    whole[name] = value?.DeepClone();
                }
                else if (!JsonNode.DeepEquals(whole[name], value))
                {
                    return FileRecord.Faulty(
                        lines.Line,
                        $"{name}: The order {first.Id} has {whole[name]} on line {first.Line} and {value} here: write the same in all of its lines."
                    );
                }
            }
        }

        return Whole(whole.ToJsonString(), [.. orders.Select(one => one.Lines)]);
    }

    private static FileRecord Whole(string head, IReadOnlyList<OrderLines> lines)
    {
        var json = OrderLines.Json(head, string.Join(',', lines.Select(one => one.Items)));
        return lines.Sum(one => one.Count) > OrderItems.Most || json.Length > LineReader.Longest
            ? FileRecord.Faulty(
                lines[0].Line,
                $"items: The order {lines[0].Id} is too long: give at most {OrderItems.Most} items and {LineReader.Longest} characters."
            )
            : FileRecord.Of(lines[0].Line, json);
    }
}
