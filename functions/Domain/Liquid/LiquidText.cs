using System.Text;
using Fluid;
using Fluid.Ast;
using Fluid.Parser;
using Parlot.Fluent;

namespace CampaignTasks.Domain.Liquid;

/// <summary>
/// A text in Liquid: parsed once, filled for every recipient, within <see cref="LiquidLimits"/>. Thread-safe. A text without tags never
/// reaches the parser.
/// </summary>
public sealed class LiquidText
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    private readonly string _source;
    private readonly bool _isHtml;
    private readonly IFluidTemplate? _template;
    private readonly LiquidParts? _parts;
    private readonly int _bytes;

    private LiquidText(string source, bool isHtml, IFluidTemplate? template, LiquidCheck? check)
    {
        (_source, _isHtml, _template) = (source, isHtml, template);
        _bytes = Encoding.UTF8.GetByteCount(source);
        _parts = template is FluidTemplate simple ? LiquidParts.Of(simple, source) : null;
        Mentioned = check?.Mentioned ?? new HashSet<string>();
        Paths = check?.Paths ?? None;
        Fallbacks = check?.Fallbacks ?? new HashSet<string>();
        Required = check?.Required ?? None;
        Literal = check?.Literal ?? source;
    }

    /// <summary>The names of the variables that the text mentions anywhere, in lower case.</summary>
    public IReadOnlySet<string> Mentioned { get; }

    /// <inheritdoc cref="LiquidCheck.Paths"/>
    public IReadOnlyDictionary<string, string> Paths { get; }

    /// <inheritdoc cref="LiquidCheck.Fallbacks"/>
    public IReadOnlySet<string> Fallbacks { get; }

    /// <summary>
    /// The variables that are written without a default and outside of a block that asks for them: their names in lower case, and as they
    /// are written first.
    /// </summary>
    public IReadOnlyDictionary<string, string> Required { get; }

    /// <summary>The characters that the filled text has whatever the values are.</summary>
    public string Literal { get; }

    /// <summary>Whether the text is the same for everybody.</summary>
    public bool IsFixed => _template is null;

    /// <summary>Parses a text.</summary>
    /// <param name="source">The text.</param>
    /// <param name="isHtml">Whether values are escaped.</param>
    /// <param name="fault">Called for each fault with its words: what, where, how to mend it.</param>
    /// <returns>The text, or null when there was a fault.</returns>
    public static LiquidText? Parse(string source, bool isHtml, Action<string> fault)
    {
        var tags = LiquidTag.Of(source);
        if (!LiquidSource.Check(source, tags, isHtml, fault))
        {
            return null;
        }

        if (tags.Count == 0)
        {
            return new LiquidText(source, isHtml, null, null);
        }

        if (LiquidGrammar.Parse(source, fault) is not { } template)
        {
            return null;
        }

        var faults = 0;
        var check = new LiquidCheck(
            (words, near) =>
            {
                faults++;
                fault($"{words} (at {PlaceOf(source, tags, near)})");
            }
        );
        check.Visit(template.Statements);
        var rewriter = isHtml ? new HtmlRewriter() : new ComparisonRewriter();
        return faults > 0 ? null : new LiquidText(source, isHtml, rewriter.VisitTemplate(template), check);
    }

    /// <summary>Returns where a name stands first in a tag, as people count.</summary>
    public string PlaceOf(string name) => PlaceOf(_source, LiquidTag.Of(_source), name);

    /// <summary>Fills the text for a recipient.</summary>
    /// <param name="variables">The recipient's values.</param>
    /// <exception cref="LiquidException">It cannot be filled with these values.</exception>
    public string Render(LiquidVariables variables)
    {
        var left = LiquidLimits.LargestMessage;
        return Render(variables, ref left);
    }

    /// <summary>Fills the text for a recipient, as one of the texts of a message.</summary>
    /// <param name="variables">The recipient's values.</param>
    /// <param name="left">The bytes that the message may still grow by; afterwards what is left of them.</param>
    /// <exception cref="LiquidException">It cannot be filled with these values, or grows beyond that.</exception>
    public string Render(LiquidVariables variables, ref int left)
    {
        if (_template is null)
        {
            left = LiquidOutput.After(left, _bytes);
            return _source;
        }

        using var output = new LiquidOutput(left, _source.Length + 64);
        try
        {
            if (_parts is null)
            {
                Complete(_template.RenderAsync(output, NullEncoder.Default, new LiquidContext(variables, output, _isHtml)));
            }
            else
            {
                _parts.Write(variables, output);
            }

            left = output.Left;
            return output.ToString();
        }
        catch (Exception e) when (e is not (LiquidException or OutOfMemoryException))
        {
            throw new LiquidException(ReasonOf(e));
        }
    }

    // In words of our own: an exception's may hold the value.
    private static string ReasonOf(Exception failure) =>
        failure switch
        {
            DivideByZeroException => "it divides by 0",
            OverflowException => "a number grows too large",
            InvalidOperationException => $"filling it takes more than {LiquidLimits.MostSteps} steps",
            _ => "a filter gets a value that it cannot use",
        };

    // No value and no filter of ours waits for anything.
    internal static void Complete(ValueTask rendering)
    {
        if (!rendering.IsCompleted)
        {
            throw new LiquidException("filling the text did not end at once");
        }

        rendering.GetAwaiter().GetResult();
    }

    private static string PlaceOf(string source, IReadOnlyList<LiquidTag> tags, string word)
    {
        foreach (var tag in tags)
        {
            if (source.IndexOf(word, tag.Start, tag.End - tag.Start, StringComparison.OrdinalIgnoreCase) is >= 0)
            {
                return LiquidTag.Place(source, tag.Start);
            }
        }

        return LiquidTag.Place(source, 0);
    }
}
