using Fluid.Ast;
using Fluid.Values;

namespace CampaignTasks.Domain.Liquid;

/// <summary>The names of variables as texts write them: without case, and <c>attributes.</c> may stand before an attribute's.</summary>
internal static class LiquidNames
{
    private const string Attributes = "attributes";

    /// <summary>Returns the name of a variable in lower case, as its uses are compared; null when it is worked out while filling.</summary>
    public static string? Of(MemberExpression member) => Written(member)?.ToLowerInvariant();

    /// <summary>Returns the name of a variable as it is written; null when it is worked out while filling.</summary>
    public static string? Written(MemberExpression member)
    {
        if (Parts(member) is not { } parts)
        {
            return null;
        }

        if (parts.Count > 1 && parts[0].Equals(Attributes, StringComparison.OrdinalIgnoreCase))
        {
            parts.RemoveAt(0);
        }

        if (parts.Count > 1 && parts[^1] is "size" or "first" or "last")
        {
            parts.RemoveAt(parts.Count - 1);
        }

        return string.Join('.', parts);
    }

    /// <summary>Returns all parts of what is written; null when one is worked out while filling.</summary>
    public static List<string>? Parts(MemberExpression member)
    {
        List<string> parts = [];
        foreach (var segment in member.Segments)
        {
            switch (segment)
            {
                case IdentifierSegment identifier:
                    parts.Add(identifier.Identifier);
                    break;
                case IndexerSegment { Expression: LiteralExpression { Value: StringValue text } } when parts.Count > 0:
                    parts.Add(text.ToStringValue());
                    break;
                default:
                    return null;
            }
        }

        return parts;
    }
}
