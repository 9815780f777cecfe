using System.Globalization;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Application.Imports;

/// <summary>The reading of column names as people write them.</summary>
internal static class ColumnName
{
    /// <summary>
    /// Removes what nobody sees in a name: blanks around it, zero-width and direction marks, soft hyphens, byte order marks.
    /// </summary>
    public static string Visible(string name) =>
        string.Concat(name.Where(c => char.GetUnicodeCategory(c) is not UnicodeCategory.Format)).Trim();

    /// <summary>Folds a name for comparison: lower case, without blanks, hyphens and underscores. <c>E-Mail</c> is <c>email</c>.</summary>
    public static string Fold(string name) => string.Concat(name.Where(c => !IsBreak(c) && c is not '_')).ToLowerInvariant();

    /// <summary>Makes an attribute's name of a column's: <c>First Name</c> is <c>firstName</c>; a valid name stays.</summary>
    public static string ToAttribute(string name)
    {
        if (ContactAttributes.IsName(name))
        {
            return name;
        }

        var words = string.Concat(name.Select(c => IsBreak(c) ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(
            words.Select((word, i) => i is 0 ? word.ToLowerInvariant() : $"{char.ToUpperInvariant(word[0])}{word[1..].ToLowerInvariant()}")
        );
    }

    private static bool IsBreak(char c) => char.IsWhiteSpace(c) || c is '-';
}
