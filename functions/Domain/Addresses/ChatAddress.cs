using System.Globalization;

namespace CampaignTasks.Domain.Addresses;

/// <summary>The addresses of Telegram and VK.</summary>
internal static class ChatAddress
{
    /// <summary>
    /// Reads a user or channel name with its @ (5 to 32 letters, digits, underscores; a letter first), or the number of a chat, groups with
    /// a minus.
    /// </summary>
    public static AddressReading ReadTelegram(ReadOnlySpan<char> text)
    {
        if (Number(text) is { } number)
        {
            return AddressReading.Good(number);
        }

        var name = text[0] is '@' ? text[1..] : After(text, "t.me/");
        if (name.Length is < 5 or > 32 || !char.IsAsciiLetter(name[0]) || !IsWord(name))
        {
            return AddressReading.Bad(
                "Not a Telegram name or chat number: write @name (5 to 32 letters, digits or underscores, a letter first) or the number."
            );
        }

        return AddressReading.Good($"@{name}");
    }

    /// <summary>
    /// Reads the number of a user or, with a minus, of a group; also as <c>id1</c>, <c>club1</c> or the page's address with one of these.
    /// </summary>
    public static AddressReading ReadVk(ReadOnlySpan<char> text)
    {
        var page = After(text, "vk.com/");
        var name = page.IsEmpty ? text : page;
        var number = Number(name)
            ?? Number(After(name, "id", atStart: true), positive: true)
            ?? (
                Number(After(name, "club", atStart: true), positive: true) ?? Number(After(name, "public", atStart: true), positive: true)
            ) switch
            {
                { } group => $"-{group}",
                null => null,
            };
        return number is null
            ? AddressReading.Bad("Not a VK id: write the number, as in 123456, or with a minus for a group, as in -123456.")
            : AddressReading.Good(number);
    }

    /// <summary>Gets the text after a prefix; empty when the text does not have it.</summary>
    private static ReadOnlySpan<char> After(ReadOnlySpan<char> text, string prefix, bool atStart = false)
    {
        if (!atStart)
        {
            text = Without(Without(Without(Without(text, "https://"), "http://"), "www."), "m.");
        }

        return text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? text[prefix.Length..] : [];
    }

    private static ReadOnlySpan<char> Without(ReadOnlySpan<char> text, string prefix) =>
        text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? text[prefix.Length..] : text;

    private static string? Number(ReadOnlySpan<char> text, bool positive = false) =>
        long.TryParse(text, positive ? NumberStyles.None : NumberStyles.AllowLeadingSign, NumberFormatInfo.InvariantInfo, out var number)
        && number is not 0
        && (text[0] is not '+')
            ? number.ToString(NumberFormatInfo.InvariantInfo)
            : null;

    private static bool IsWord(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not '_')
            {
                return false;
            }
        }

        return true;
    }
}
