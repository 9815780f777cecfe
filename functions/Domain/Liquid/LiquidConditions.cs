using System.Collections.Immutable;
using Fluid.Ast;
using Fluid.Ast.BinaryExpressions;
using Fluid.Values;

namespace CampaignTasks.Domain.Liquid;

/// <summary>The conclusions from a condition: the names that have a value where it holds, or where it does not.</summary>
internal static class LiquidConditions
{
    /// <summary>Returns the names that have a value where a condition has this result.</summary>
    public static ImmutableHashSet<string> Facts(Expression condition, bool result) =>
        condition switch
        {
            MemberExpression member when result && LiquidNames.Of(member) is { } name => LiquidNeeds.Nothing.Add(name),
            AndBinaryExpression and => Join(Facts(and.Left, result), Facts(and.Right, result), all: result),
            OrBinaryExpression or => Join(Facts(or.Left, result), Facts(or.Right, result), all: !result),
            EqualBinaryExpression equal => Compared(equal, result),
            NotEqualBinaryExpression different => Compared(different, !result),
            BinaryExpression { Left: MemberExpression left, Right: LiteralExpression { Value: StringValue or NumberValue } } when result =>
                LiquidNames.Of(left) is { } name ? LiquidNeeds.Nothing.Add(name) : LiquidNeeds.Nothing,
            _ => LiquidNeeds.Nothing,
        };

    /// <summary>Returns true for a literal that only something with a value equals.</summary>
    public static bool IsValue(Expression expression) =>
        expression is LiteralExpression { Value: NumberValue or BooleanValue }
        || (expression is LiteralExpression { Value: StringValue text } && !string.IsNullOrWhiteSpace(text.ToStringValue()));

    private static ImmutableHashSet<string> Join(ImmutableHashSet<string> left, ImmutableHashSet<string> right, bool all) =>
        all ? left.Union(right) : left.Intersect(right);

    private static ImmutableHashSet<string> Compared(BinaryExpression comparison, bool isEqual) =>
        comparison is { Left: MemberExpression left, Right: LiteralExpression right }
        && IsValue(right) == isEqual
        && LiquidNames.Of(left) is { } name
            ? LiquidNeeds.Nothing.Add(name)
            : LiquidNeeds.Nothing;
}
