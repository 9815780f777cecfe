using System.Globalization;
using System.Net;
using CampaignTasks.Domain.Validation;
using Fluid;
using Fluid.Filters;
using Fluid.Values;

namespace CampaignTasks.Domain.Liquid;

/// <summary>
/// The filters of texts: those of Liquid that need no lists of objects, each with a limit on what goes in and what comes out.
/// </summary>
internal static class LiquidFilters
{
    private static readonly string[] Names =
    [
        "abs",
        "append",
        "at_least",
        "at_most",
        "capitalize",
        "ceil",
        "divided_by",
        "downcase",
        "first",
        "floor",
        "join",
        "last",
        "lstrip",
        "minus",
        "modulo",
        "plus",
        "prepend",
        "remove",
        "remove_first",
        "remove_last",
        "replace",
        "replace_first",
        "replace_last",
        "reverse",
        "round",
        "rstrip",
        "size",
        "slice",
        "sort",
        "sort_natural",
        "split",
        "strip",
        "strip_newlines",
        "times",
        "truncate",
        "truncatewords",
        "uniq",
        "upcase",
    ];

    // What people write out of habit from elsewhere.
    private static readonly Dictionary<string, string> Habits = new(StringComparer.OrdinalIgnoreCase)
    {
        ["upper"] = "upcase",
        ["uppercase"] = "upcase",
        ["lower"] = "downcase",
        ["lowercase"] = "downcase",
        ["title"] = "capitalize",
        ["titlecase"] = "capitalize",
        ["trim"] = "strip",
        ["length"] = "size",
        ["urlencode"] = "url_encode",
        ["escape_url"] = "url_encode",
        ["fallback"] = "default",
        ["nl2br"] = "newline_to_br",
        ["html"] = "escape",
    };

    /// <summary>The options with these filters, and nothing that reads a file, a clock or a member of a type.</summary>
    public static TemplateOptions Options { get; } = Create();

    /// <summary>Returns true for a filter that texts may use.</summary>
    public static bool Has(string name) => Options.Filters.TryGetValue(name, out _);

    /// <summary>Returns true for another system's name of a filter here, or one in other letters.</summary>
    public static bool IsKnownElsewhere(string name) => Habits.ContainsKey(name) || Lower(name) is not null;

    /// <summary>Describes the filters for somebody who named another one.</summary>
    public static string Advice(string name)
    {
        if (Habits.TryGetValue(name, out var usual) || (usual = Lower(name)) is not null)
        {
            return $"'{TextRules.Abbreviate(name)}' is no filter: do you mean '{usual}'?";
        }

        return $"'{TextRules.Abbreviate(name)}' is no filter: use one of {string.Join(", ", Options.Filters.Select(filter => filter.Key).Order(StringComparer.Ordinal))}.";
    }

    private static string? Lower(string name) => name.ToLowerInvariant() is var lower && lower != name && Has(lower) ? lower : null;

    private static TemplateOptions Create()
    {
        var options = new TemplateOptions
        {
            MaxSteps = LiquidLimits.MostSteps,
            MaxRecursion = LiquidLimits.DeepestNesting + 2,
            CultureInfo = CultureInfo.InvariantCulture,
            Now = static () => DateTimeOffset.UnixEpoch,
            TimeZone = TimeZoneInfo.Utc,
        };
        var fluid = options.Filters.ToDictionary(filter => filter.Key, filter => filter.Value, StringComparer.Ordinal);
        options.Filters.Clear();
        foreach (var name in Names)
        {
            options.Filters.AddFilter(name, Bounded(fluid[name], multiplies: name is "join" or "replace"));
        }

        options.Filters.AddFilter("date", Bounded(LiquidDate.Filter));
        options.Filters.AddFilter("newline_to_br", Bounded(BreakLines));
        options.Filters.AddFilter("url_encode", Bounded(EncodeUrl));
        options.Filters.AddFilter("escape", Bounded(MiscFilters.Escape));
        options.Filters.AddFilter("escape_once", Bounded(MiscFilters.EscapeOnce));
        options.Filters.AddFilter("raw", Bounded(MiscFilters.Raw));
        options.Filters.AddFilter("strip_html", Bounded(MiscFilters.StripHtml));

        // It hands on what it gets, so that a text in quotes stays the author's HTML.
        options.Filters.AddFilter("default", MiscFilters.Default);
        return options;
    }

    /// <summary>
    /// Limits a filter. What it gets is text, never HTML: a filter that joins the author's HTML with a value must not hand the value on
    /// unescaped.
    /// </summary>
    /// <param name="filter">The filter.</param>
    /// <param name="multiplies">Whether an argument comes as often as the value has characters.</param>
    private static FilterDelegate Bounded(FilterDelegate filter, bool multiplies = false) =>
        (input, arguments, context) =>
        {
            var liquid = (LiquidContext)context;
            var text = PlainText(input);
            var size = SizeOf(text);
            liquid.Spend(size);
            for (var i = 0; i < arguments.Count; i++)
            {
                if (SizeOf(arguments.At(i)) is var argument && multiplies && (long)argument * size > LiquidLimits.LargestMessage)
                {
                    throw new LiquidException("a filter would write too much");
                }
            }

            var result = filter(text, PlainText(arguments), context);
            if (!result.IsCompletedSuccessfully)
            {
                throw new LiquidException("a filter did not end at once");
            }

            liquid.Spend(SizeOf(result.Result));
            return result;
        };

    private static int SizeOf(FluidValue value)
    {
        var size = value switch
        {
            StringValue text => text.ToStringValue().Length,
            ArrayValue list => list.Values.Count,
            _ => 1,
        };
        return size <= LiquidLimits.LargestValue
            ? size
            : throw new LiquidException($"a value has more than {LiquidLimits.LargestValue} characters while it is filtered");
    }

    private static FluidValue PlainText(FluidValue value) =>
        value is StringValue { Encode: false } html ? new StringValue(WebUtility.HtmlDecode(html.ToStringValue())) : value;

    private static FilterArguments PlainText(FilterArguments arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments.At(i) is StringValue { Encode: false })
            {
                return new FilterArguments([.. Enumerable.Range(0, arguments.Count).Select(at => PlainText(arguments.At(at)))]);
            }
        }

        return arguments;
    }

    // Letters, digits and %+-_.!*() only: nothing that HTML reads otherwise.
    private static ValueTask<FluidValue> EncodeUrl(FluidValue input, FilterArguments arguments, TemplateContext context) =>
        new StringValue(WebUtility.UrlEncode(input.ToStringValue()), encode: false);

    private static ValueTask<FluidValue> BreakLines(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var text = input.ToStringValue();
        var safe = ((LiquidContext)context).IsHtml ? WebUtility.HtmlEncode(text) : text;
        return new StringValue(safe.ReplaceLineEndings("<br />\n"), encode: false);
    }
}
