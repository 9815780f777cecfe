using System.Globalization;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace CampaignTasks.Domain.Liquid;

/// <summary>One side of a comparison with a number: a text is the number that it writes, or missing.</summary>
internal sealed class NumericExpression(Expression value) : Expression
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <inheritdoc/>
    public override ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
    {
        var evaluated = value.EvaluateAsync(context);
        return evaluated.IsCompletedSuccessfully ? Read(evaluated.Result) : AwaitedAsync(evaluated);
    }

    /// <inheritdoc/>
    protected override Expression Accept(AstVisitor visitor)
    {
        visitor.Visit(value);
        return this;
    }

    private static async ValueTask<FluidValue> AwaitedAsync(ValueTask<FluidValue> evaluated) => Read(await evaluated);

    private static FluidValue Read(FluidValue evaluated) =>
        evaluated is not StringValue ? evaluated
        : decimal.TryParse(evaluated.ToStringValue().Trim(), Style, CultureInfo.InvariantCulture, out var number)
            ? NumberValue.Create(number)
        : NilValue.Instance;
}
