using System.Net;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace CampaignTasks.Domain.Liquid;

/// <summary>An output of an HTML text: its value is escaped unless it is HTML already.</summary>
internal sealed class EscapedExpression(Expression value) : Expression
{
    public Expression Value => value;

    /// <inheritdoc/>
    public override ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
    {
        var evaluated = value.EvaluateAsync(context);
        return evaluated.IsCompletedSuccessfully ? Escape(evaluated.Result) : AwaitedAsync(evaluated);
    }

    /// <inheritdoc/>
    protected override Expression Accept(AstVisitor visitor)
    {
        visitor.Visit(value);
        return this;
    }

    private static async ValueTask<FluidValue> AwaitedAsync(ValueTask<FluidValue> evaluated) => Escape(await evaluated);

    /// <summary>Escapes a value unless it is HTML already.</summary>
    public static FluidValue Escape(FluidValue result) =>
        result switch
        {
            StringValue { Encode: false } => result,
            StringValue text => new StringValue(WebUtility.HtmlEncode(text.ToStringValue()), encode: false),
            ArrayValue list => new StringValue(WebUtility.HtmlEncode(list.ToStringValue()), encode: false),
            _ => result,
        };
}
