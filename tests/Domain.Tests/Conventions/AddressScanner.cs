using System.Text.RegularExpressions;

namespace CampaignTasks.Domain.Tests.Conventions;

/// <summary>Finds code that decides by itself whether two addresses or recipients are the same, by the names it uses.</summary>
internal static partial class AddressScanner
{
    /// <summary>Gets the statements that compare.</summary>
    public static IEnumerable<string> Comparisons(string source) =>
        BlankedSource
            .Of(source)
            .Split([';', '{', '}'])
            .Where(statement => Equality().IsMatch(statement) || IsOwnSet(statement))
            .Select(statement => Gap().Replace(statement.Trim(), " "));

    private static bool IsOwnSet(string statement) =>
        Comparer().IsMatch(statement)
        && Name().IsMatch(statement)
        && !statement.Contains("RecipientIdentity.Addresses", StringComparison.Ordinal);

    [GeneratedRegex(
        @"\b\w*[aA]ddress(\[\w+\])?\s*[!=]=\s*(?!null\b|"")\w|[!=]=\s*[\w.?\[\]]*[aA]ddress\b|[aA]ddress\.Equals\(|\.Equals\([^)]*[aA]ddress\b"
    )]
    private static partial Regex Equality();

    [GeneratedRegex(
        @"StringComparer\.(Ordinal|Invariant|Current)|StringComparison\.\w+\)\s*(is|==)\s*0|(HashSet<string>|\.ToHashSet\(\)|\.Distinct\(\))"
    )]
    private static partial Regex Comparer();

    [GeneratedRegex(@"[aA]ddress(es)?\b|[rR]ecipients?\b")]
    private static partial Regex Name();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Gap();
}
