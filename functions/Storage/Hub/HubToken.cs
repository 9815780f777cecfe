using System.Buffers.Text;
using System.Text;

namespace CampaignTasks.Storage.Hub;

/// <summary>Makes continuation tokens recognisable: the emulator takes any text for one and answers with nothing.</summary>
internal static class HubToken
{
    private const string Mark = "hub1:";

    public static string? Close(string? token) => token is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Mark + token));

    /// <exception cref="ArgumentException">Not a token that <see cref="Close"/> made.</exception>
    public static string? Open(string? token)
    {
        if (token is null) return null;
        var text = Base64Url.IsValid(token) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)) : string.Empty;
        return text.StartsWith(Mark, StringComparison.Ordinal) ? text[Mark.Length..]
            : throw new ArgumentException("This continuation token is not one that a query gave out.", nameof(token));
    }
}
