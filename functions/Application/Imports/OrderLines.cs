namespace CampaignTasks.Application.Imports;

/// <summary>Lines of one order that follow each other in a file.</summary>
/// <param name="Id">The order's id.</param>
/// <param name="Line">The first of the lines, from 1.</param>
/// <param name="Head">The order without items, a JSON object; empty when the lines are faulty.</param>
/// <param name="Items">The items of these lines, JSON objects with commas between them.</param>
/// <param name="Count">How many items these are.</param>
/// <param name="Fault">What is wrong with the lines; null when they were read.</param>
internal sealed record OrderLines(string Id, long Line, string Head, string Items, int Count, string? Fault)
{
    /// <summary>Gets the length of the order in characters, as far as these lines have it.</summary>
    public int Length => Head.Length + Items.Length;

    /// <summary>Lines of an order that cannot be read.</summary>
    public static OrderLines Faulty(string id, long line, string fault) => new(id, line, "", "", 0, fault);

    /// <summary>Writes an order with items.</summary>
    /// <param name="head">The order without items, a JSON object.</param>
    /// <param name="items">The items, JSON objects with commas between them.</param>
    public static string Json(string head, string items) => $"{head[..^1]}{(head.Length > 2 ? "," : "")}\"items\":[{items}]}}";
}
