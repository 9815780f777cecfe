namespace CampaignTasks.Storage.Pipeline;

/// <summary>The naming rule that queues and blob containers share.</summary>
internal static class StorageNames
{
    public static void Check(string name, string parameter, string kind)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        var isName = name.Length is >= 3 and <= 63
            && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-')
            && name[0] is not '-' && name[^1] is not '-'
            && !name.Contains("--", StringComparison.Ordinal);
        if (!isName)
        {
            throw new ArgumentException($"A {kind}'s name is 3 to 63 lower-case letters, digits and single hyphens, none of them at an end.", parameter);
        }
    }
}
