using System.Text.Json.Nodes;
using CampaignTasks.Application.Files;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Application.Imports;

/// <summary>The joining of an order's lines. An order is stored whole or not at all.</summary>
internal static class OrderMerge
{
    private const string Items = "items";
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

        if (lines is [var only])
        {
            return [FileRecord.Of(only.Line, only.Json)];
        }

        List<(long Line, JsonObject Order)> orders = [.. lines.Select(one => (one.Line, JsonNode.Parse(one.Json)!.AsObject()))];
        return orders.TrueForAll(one => one.Order[Version] is not null)
            ? orders.GroupBy(one => one.Order[Version]!.ToJsonString()).Select(version => Join([.. version]))
            : [Join(orders)];
    }

    private static FileRecord Join(List<(long Line, JsonObject Order)> orders)
    {
        var (first, whole) = orders[0];
        var items = whole[Items]!.AsArray();
        foreach (var (line, order) in orders.Skip(1))
        {
            foreach (var (name, value) in order.Where(field => field.Key is not Items))
            {
                if (whole[name] is null)
                {
                    whole[name] = value?.DeepClone();
                }
                else if (!JsonNode.DeepEquals(whole[name], value))
                {
                    return FileRecord.Faulty(
                        line,
                        $"{name}: The order {whole["id"]} has {whole[name]} on line {first} and {value} here: write the same in all of its lines."
                    );
                }
            }

            foreach (var item in order[Items]!.AsArray())
            {
                items.Add(item?.DeepClone());
            }
        }

        var json = whole.ToJsonString();
        return items.Count > OrderItems.Most || json.Length > LineReader.Longest
            ? FileRecord.Faulty(
                first,
                $"items: The order {whole["id"]} is too long: give at most {OrderItems.Most} items and {LineReader.Longest} characters."
            )
            : FileRecord.Of(first, json);
    }
}
