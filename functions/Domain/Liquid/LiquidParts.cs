using System.Globalization;
using Fluid;
using Fluid.Ast;
using Fluid.Parser;
using Fluid.Values;

namespace CampaignTasks.Domain.Liquid;

/// <summary>
/// A text of nothing but literals, variables and variables with a default, which most are: filled without an interpreter, with the same
/// result.
/// </summary>
internal sealed class LiquidParts
{
    private readonly IReadOnlyList<Part> _parts;

    private LiquidParts(IReadOnlyList<Part> parts) => _parts = parts;

    /// <summary>Takes a parsed text apart; null when there is more in it.</summary>
    public static LiquidParts? Of(FluidTemplate template, string source)
    {
        // A hyphen strips the blanks of its neighbours when they are written.
        if (source.Contains("{{-", StringComparison.Ordinal) || source.Contains("-}}", StringComparison.Ordinal))
        {
            return null;
        }

        var parts = new List<Part>(template.Statements.Count);
        foreach (var statement in template.Statements)
        {
            if (Of(statement) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        return new LiquidParts(parts);
    }

    /// <summary>Fills the text.</summary>
    public void Write(LiquidVariables variables, LiquidOutput output)
    {
        foreach (var part in _parts)
        {
            if (part.Name is null)
            {
                output.Write(part.Literal);
                continue;
            }

            var value = variables.Find(part.Name);
            if (part.Default is { } fallback && IsMissing(value))
            {
                value = fallback;
            }

            if (part.IsEscaped)
            {
                value = EscapedExpression.Escape(value, output);
            }

            if (value is StringValue text)
            {
                output.Write(text.ToStringValue());
            }
            else
            {
                LiquidText.Complete(value.WriteToAsync(output, NullEncoder.Default, CultureInfo.InvariantCulture));
            }
        }
    }

    // As Liquid has it: false has no value either.
    private static bool IsMissing(FluidValue value) => value.IsNil() || value == BooleanValue.False;

    private static Part? Of(Statement statement) =>
        statement switch
        {
            TextSpanStatement text => new Part(text.Text.ToString(), null, null, false),
            OutputStatement { Expression: EscapedExpression escaped } => Of(escaped.Value, isEscaped: true),
            OutputStatement output => Of(output.Expression, isEscaped: false),
            _ => null,
        };

    private static Part? Of(Expression expression, bool isEscaped) =>
        expression switch
        {
            MemberExpression { Segments: [IdentifierSegment variable] } => new Part("", variable.Identifier, null, isEscaped),
            FilterExpression
            {
                Name: "default",
                Input: MemberExpression { Segments: [IdentifierSegment variable] },
                Parameters: [{ Name: null, Expression: LiteralExpression fallback }],
            } => new Part("", variable.Identifier, fallback.Value, isEscaped),
            _ => null,
        };

    /// <summary>A piece of text, or a variable with what stands in for it.</summary>
    private sealed record Part(string Literal, string? Name, FluidValue? Default, bool IsEscaped);
}
