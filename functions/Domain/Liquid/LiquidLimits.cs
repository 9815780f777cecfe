namespace CampaignTasks.Domain.Liquid;

/// <summary>
/// The limits of a Liquid text. They keep a text that somebody typed from filling the memory, the stack or the time of the process.
/// </summary>
public static class LiquidLimits
{
    /// <summary>The most statements that run to fill one text.</summary>
    public const int MostSteps = 10_000;

    /// <summary>The default of the largest message, in bytes of UTF-8 over all its texts, with what its filters work on: 1 MiB.</summary>
    public const int LargestMessage = 1024 * 1024;

    /// <summary>The most characters of one value while it is filtered.</summary>
    public const int LargestValue = 16 * 1024;

    /// <summary>The most blocks inside one another.</summary>
    public const int DeepestNesting = 10;

    /// <summary>The most tags (<c>{% … %}</c>) of one text.</summary>
    public const int MostTags = 200;

    /// <summary>The most outputs (<c>{{ … }}</c>) of one text.</summary>
    public const int MostOutputs = 2000;

    /// <summary>The longest tag or output, in characters.</summary>
    public const int LongestTag = 1000;

    /// <summary>The most steps of a range, as in <c>(1..10)</c>.</summary>
    public const int LongestRange = 1000;
}
