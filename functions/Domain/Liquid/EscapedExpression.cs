using System.Net;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace CampaignTasks.Domain.Liquid;

/// <summary>An output of an HTML text: its value is escaped unless it is HTML already, and chooses no address that runs code.</summary>
internal sealed class EscapedExpression(Expression value) : Expression
{
    public Expression Value => value;

    /// <inheritdoc/>
    public override ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
    {
        var evaluated = value.EvaluateAsync(context);
        var output = ((LiquidContext)context).Output;
        return evaluated.IsCompletedSuccessfully ? Escape(evaluated.Result, output) : AwaitedAsync(evaluated, output);
    }

    /// <inheritdoc/>
    protected override Expression Accept(AstVisitor visitor)
    {
        visitor.Visit(value);
        return this;
    }

    private static async ValueTask<FluidValue> AwaitedAsync(ValueTask<FluidValue> evaluated, LiquidOutput output) =>
        Escape(await evaluated, output);

    /// <summary>Escapes a value unless it is HTML already. One that may not begin an address is left out of it.</summary>
    public static FluidValue Escape(FluidValue result, LiquidOutput output) =>
        Escape(result) is var escaped && escaped is StringValue text && UrlAttributes.IsForbidden(output.Written, text.ToStringValue())
            ? new StringValue(UrlAttributes.Neutral, encode: false)
            : escaped;

    private static FluidValue Escape(FluidValue result) =>
        result switch
        {
            StringValue { Encode: false } => result,
            StringValue text => new StringValue(WebUtility.HtmlEncode(text.ToStringValue()), encode: false),
            ArrayValue list => new StringValue(WebUtility.HtmlEncode(list.ToStringValue()), encode: false),
            _ => result,
        };
}
