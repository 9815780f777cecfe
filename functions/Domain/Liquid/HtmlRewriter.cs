using Fluid.Ast;
using Fluid.Values;

namespace CampaignTasks.Domain.Liquid;

/// <summary>
/// The rewriting of a parsed HTML text: outputs are escaped, and what stands in quotes is the author's HTML, which is written as it is.
/// </summary>
internal sealed class HtmlRewriter : ComparisonRewriter
{
    /// <inheritdoc/>
    protected override Statement VisitOutputStatement(OutputStatement outputStatement) =>
        new OutputStatement(new EscapedExpression(Visit(outputStatement.Expression)));

    /// <inheritdoc/>
    protected override Expression VisitLiteralExpression(LiteralExpression literalExpression) =>
        literalExpression.Value is StringValue text
            ? new LiteralExpression(new StringValue(text.ToStringValue(), encode: false))
            : literalExpression;
}
