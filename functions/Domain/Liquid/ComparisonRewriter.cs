using Fluid.Ast;
using Fluid.Ast.BinaryExpressions;
using Fluid.Values;

namespace CampaignTasks.Domain.Liquid;

/// <summary>
/// The rewriting of comparisons with a number: a text that is a number is compared as one, and any other text is as good as missing. Values
/// from files and forms are often texts, and compared as texts 42 is more than 100.
/// </summary>
internal class ComparisonRewriter : AstRewriter
{
    /// <inheritdoc/>
    protected override Expression VisitGreaterThanBinaryExpression(GreaterThanBinaryExpression greaterThanBinaryExpression)
    {
        var (left, right) = Sides(greaterThanBinaryExpression);
        return new GreaterThanBinaryExpression(left, right, greaterThanBinaryExpression.Strict);
    }

    /// <inheritdoc/>
    protected override Expression VisitLowerThanBinaryExpression(LowerThanBinaryExpression lowerThanExpression)
    {
        var (left, right) = Sides(lowerThanExpression);
        return new LowerThanBinaryExpression(left, right, lowerThanExpression.Strict);
    }

    /// <inheritdoc/>
    protected override Expression VisitEqualBinaryExpression(EqualBinaryExpression equalBinaryExpression)
    {
        var (left, right) = Sides(equalBinaryExpression);
        return new EqualBinaryExpression(left, right);
    }

    /// <inheritdoc/>
    protected override Expression VisitNotEqualBinaryExpression(NotEqualBinaryExpression notEqualBinaryExpression)
    {
        var (left, right) = Sides(notEqualBinaryExpression);
        return new NotEqualBinaryExpression(left, right);
    }

    private (Expression Left, Expression Right) Sides(BinaryExpression comparison)
    {
        var (left, right) = (Visit(comparison.Left), Visit(comparison.Right));
        return (IsNumber(right) ? new NumericExpression(left) : left, IsNumber(left) ? new NumericExpression(right) : right);
    }

    private static bool IsNumber(Expression expression) => expression is LiteralExpression { Value: NumberValue };
}
