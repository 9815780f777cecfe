using System.Buffers;
using System.Globalization;

namespace CampaignTasks.Domain.Addresses;

/// <summary>The addresses of Telegram and VK.</summary>
internal static class ChatAddress
{
    private const int LongestChat = 200;

    private static readonly SearchValues<char> ChatLetters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~"
    );

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

        if (text[0] is '+')
        {
            return AddressReading.Bad(
                "Nobody can be written to on Telegram by phone number: send the person the bot's link, and write the number of the chat "
                    + "that it opens."
            );
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

    /// <summary>Reads the number that Instagram gives a person for one account.</summary>
    public static AddressReading ReadInstagram(ReadOnlySpan<char> text) =>
        text.Length is >= 5 and <= 25 && IsDigits(text) && text[0] is not '0'
            ? AddressReading.Good(text.ToString())
            : AddressReading.Bad(
                "Not an Instagram id: write the number that came with the person's first message, as in 17841400000000001. Nobody can be "
                    + "written to by @name or phone number."
            );

    /// <summary>Reads the id of a chat: letters, digits, <c>-</c>, <c>_</c> and <c>~</c>.</summary>
    public static AddressReading ReadAvito(ReadOnlySpan<char> text) =>
        text.Length <= LongestChat && text.IndexOfAnyExcept(ChatLetters) < 0
            ? AddressReading.Good(text.ToString())
            : AddressReading.Bad(
                "Not the id of an Avito chat: write it as Avito gives it, as in u2i-abc~123. Nobody can be written to by phone number; "
                    + "the buyer opens the chat."
            );

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

    private static bool IsDigits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;

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
