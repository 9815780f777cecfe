namespace CampaignTasks.Channels.Rest;

/// <summary>The form of the tokens that links to chats carry.</summary>
internal static class JoinTokens
{
    private const int Longest = 64;

    /// <summary>Returns what may be a token; null for anything else.</summary>
    public static string? Of(string? text) =>
        text is { Length: > 0 and <= Longest } && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            ? text
            : null;
}
