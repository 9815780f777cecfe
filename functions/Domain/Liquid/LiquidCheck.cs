using System.Collections.Immutable;
using System.Text;
using Fluid.Ast;
using Fluid.Values;

namespace CampaignTasks.Domain.Liquid;

/// <summary>
/// The walk over a parsed text: which variables it mentions, which of them must have a value, and what in it cannot be filled.
/// </summary>
/// <param name="fault">Gets what is wrong, with the word to look for in the source.</param>
internal sealed class LiquidCheck(Action<string, string> fault)
{
    // What these make of nothing is nothing, so that a default after them still stands in.
    private static readonly HashSet<string> KeepNothing = new(StringComparer.Ordinal)
    {
        "capitalize",
        "date",
        "default",
        "downcase",
        "escape",
        "escape_once",
        "lstrip",
        "newline_to_br",
        "raw",
        "remove",
        "remove_first",
        "remove_last",
        "replace",
        "rstrip",
        "strip",
        "strip_html",
        "strip_newlines",
        "truncate",
        "upcase",
        "url_encode",
    };

    private readonly StringBuilder _literal = new();
    private readonly HashSet<string> _fallbacks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);
    private readonly HashSet<string> _mentioned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _required = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal);

    /// <summary>
    /// The variables that the text reads and does not set itself, with all parts of their names as they are written, and the names by which
    /// they are compared.
    /// </summary>
    public IReadOnlyDictionary<string, string> Paths => _paths;

    /// <summary>The names that stand in the place of a default's text.</summary>
    public IReadOnlySet<string> Fallbacks => _fallbacks;

    /// <summary>The names that the text mentions anywhere.</summary>
    public IReadOnlySet<string> Mentioned => _mentioned;

    /// <summary>The names that must have a value, with how they are written.</summary>
    public IReadOnlyDictionary<string, string> Required => _required;

    /// <summary>The characters that the filled text has in any case: what stands outside of tags and blocks.</summary>
    public string Literal => _literal.ToString();

    /// <summary>Checks every statement of the text.</summary>
    public void Visit(IReadOnlyList<Statement> statements) => Visit(statements, LiquidNeeds.AtStart, depth: 0);

    private LiquidNeeds Visit(IReadOnlyList<Statement> statements, LiquidNeeds needs, int depth) =>
        statements.Aggregate(needs, (before, statement) => Step(statement, before, depth));

    private LiquidNeeds Step(Statement statement, LiquidNeeds needs, int depth)
    {
        switch (statement)
        {
            case TextSpanStatement text when depth == 0:
                _literal.Append(text.Text.ToString().Trim());
                return needs;
            case OutputStatement output:
                EnsureValue(output.Expression);
                Require(Needs(output.Expression, needs));
                return needs;
            case AssignStatement assign:
                EnsureValue(assign.Value);
                return needs.Assign(assign.Identifier.ToLowerInvariant(), Needs(assign.Value, needs));
            case IfStatement choice:
                return If(choice, needs, depth + 1);
            case UnlessStatement unless:
                return Unless(unless, needs, depth + 1);
            case CaseStatement cases:
                return Case(cases, needs, depth + 1);
            case ForStatement loop:
                return For(loop, needs, depth + 1);
            default:
                return needs;
        }
    }

    // What people mean by {{ firstName or "you" }} is a default; filled, it would be nothing at all.
    private void EnsureValue(Expression expression)
    {
        switch (expression)
        {
            case FilterExpression filter:
                EnsureValue(filter.Input);
                break;
            case BinaryExpression binary:
                fault(
                    "A comparison, 'and' or 'or' shows nothing: for a fallback write {{ firstName | default: \"you\" }}, "
                        + "else put the comparison into {% if %}.",
                    binary.Left is MemberExpression member ? LiquidNames.Written(member) ?? "{{" : "{{"
                );
                break;
        }
    }

    private LiquidNeeds If(IfStatement choice, LiquidNeeds needs, int depth)
    {
        Needs(choice.Condition, needs);
        List<LiquidNeeds> ends = [Visit(choice.Statements, needs.With(LiquidConditions.Facts(choice.Condition, true)), depth)];
        var otherwise = needs.With(LiquidConditions.Facts(choice.Condition, false));
        foreach (var next in choice.ElseIfs)
        {
            Needs(next.Condition, otherwise);
            ends.Add(Visit(next.Statements, otherwise.With(LiquidConditions.Facts(next.Condition, true)), depth));
            otherwise = otherwise.With(LiquidConditions.Facts(next.Condition, false));
        }

        ends.Add(Visit(choice.Else?.Statements ?? [], otherwise, depth));
        return needs.After(ends);
    }

    private LiquidNeeds Unless(UnlessStatement unless, LiquidNeeds needs, int depth)
    {
        Needs(unless.Condition, needs);
        return needs.After([
            Visit(unless.Statements, needs.With(LiquidConditions.Facts(unless.Condition, false)), depth),
            Visit(unless.Else?.Statements ?? [], needs.With(LiquidConditions.Facts(unless.Condition, true)), depth),
        ]);
    }

    private LiquidNeeds Case(CaseStatement cases, LiquidNeeds needs, int depth)
    {
        Needs(cases.Expression, needs);
        var name = cases.Expression is MemberExpression member ? LiquidNames.Of(member) : null;
        List<LiquidNeeds> ends = [];
        foreach (var when in cases.Whens)
        {
            foreach (var option in when.Options)
            {
                Needs(option, needs);
            }

            var tells = name is not null && when.Options.All(LiquidConditions.IsValue);
            ends.Add(Visit(when.Statements, tells ? needs.With(LiquidNeeds.Nothing.Add(name!)) : needs, depth));
        }

        ends.Add(Visit(cases.Else?.Statements ?? [], needs, depth));
        return needs.After(ends);
    }

    private LiquidNeeds For(ForStatement loop, LiquidNeeds needs, int depth)
    {
        Needs(loop.Source, needs);
        foreach (var bound in new[] { loop.Limit, loop.Offset }.Where(bound => bound is not null))
        {
            Needs(bound, needs);
        }

        var inside = needs.Assign(loop.Identifier.ToLowerInvariant(), LiquidNeeds.Nothing);
        foreach (var own in new[] { "index", "index0", "rindex", "rindex0", "first", "last", "length" })
        {
            inside = inside.With(LiquidNeeds.Nothing.Add($"{LiquidNeeds.Loop}.{own}"));
        }

        inside = inside.With(LiquidNeeds.Nothing.Add(LiquidNeeds.Loop));
        return needs.After([Visit(loop.Statements, inside, depth), Visit(loop.Else?.Statements ?? [], needs, depth)]);
    }

    private void Require(ImmutableHashSet<string> names)
    {
        foreach (var name in names)
        {
            _required.TryAdd(name, _written.GetValueOrDefault(name, name));
        }
    }

    /// <summary>Returns the names that must have a value so that an expression has; every part of it is looked at.</summary>
    private ImmutableHashSet<string> Needs(Expression expression, LiquidNeeds needs)
    {
        switch (expression)
        {
            case MemberExpression member:
                return Needs(member, needs);
            case FilterExpression filter:
                return Needs(filter, needs);
            case RangeExpression range:
                CheckRange(range);
                return LiquidNeeds.Nothing;
            case BinaryExpression binary:
                // Whether it holds is known of every value, a missing one included.
                Needs(binary.Left, needs);
                Needs(binary.Right, needs);
                return LiquidNeeds.Nothing;
            default:
                return LiquidNeeds.Nothing;
        }
    }

    private ImmutableHashSet<string> Needs(MemberExpression member, LiquidNeeds needs)
    {
        foreach (var indexer in member.Segments.OfType<IndexerSegment>())
        {
            Needs(indexer.Expression, needs);
        }

        if (LiquidNames.Written(member) is not { } written)
        {
            fault("The name of a variable cannot be worked out: write it as in {{ firstName }} or {{ attributes.firstName }}.", "[");
            return LiquidNeeds.Nothing;
        }

        var name = written.ToLowerInvariant();
        _mentioned.Add(name);
        _written.TryAdd(name, written);
        var parts = LiquidNames.Parts(member)!;
        var first = parts[0].ToLowerInvariant();
        if (!needs.IsOwn(first))
        {
            _paths.TryAdd(string.Join('.', parts), name);
        }

        // A part of what the text set itself needs what that was made of: whether it has the part is known when it is filled.
        return needs.Of(needs.Locals.ContainsKey(first) ? first : name);
    }

    private ImmutableHashSet<string> Needs(FilterExpression filter, LiquidNeeds needs)
    {
        var input = Needs(filter.Input, needs);
        var arguments = filter.Parameters.Aggregate(LiquidNeeds.Nothing, (all, one) => all.Union(Needs(one.Expression, needs)));
        if (!LiquidFilters.Has(filter.Name))
        {
            fault(LiquidFilters.Advice(filter.Name), filter.Name);
            return LiquidNeeds.Nothing;
        }

        if (filter.Name is not "default")
        {
            return input.Union(arguments);
        }

        if (filter.Parameters.Count == 0)
        {
            fault("The filter 'default' has no text to stand in: write {{ name | default: \"text\" }}.", filter.Name);
            return LiquidNeeds.Nothing;
        }

        if (filter.Parameters[0].Expression is MemberExpression { Segments.Count: 1 } fallback && LiquidNames.Of(fallback) is { } name)
        {
            _fallbacks.Add(name);
        }

        return CanBeNothing(filter.Input) ? arguments : input.Union(arguments);
    }

    private static bool CanBeNothing(Expression expression) =>
        expression is not FilterExpression filter || (KeepNothing.Contains(filter.Name) && CanBeNothing(filter.Input));

    private void CheckRange(RangeExpression range)
    {
        if (
            range is not { From: LiteralExpression { Value: NumberValue from }, To: LiteralExpression { Value: NumberValue to } }
            || to.ToNumberValue() - from.ToNumberValue() >= LiquidLimits.LongestRange
            || Math.Max(Math.Abs(to.ToNumberValue()), Math.Abs(from.ToNumberValue())) > 1_000_000
        )
        {
            fault(
                $"A range is too long or has no fixed ends: write numbers, at most {LiquidLimits.LongestRange} of them, as in (1..10).",
                ".."
            );
        }
    }
}
