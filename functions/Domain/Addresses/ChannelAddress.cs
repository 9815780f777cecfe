using System.Globalization;

namespace CampaignTasks.Domain.Addresses;

/// <summary>The addresses of people on each channel. Normalizing a normalized address changes nothing.</summary>
public static class ChannelAddress
{
    private const int Longest = 256;

    /// <summary>Reads and normalizes one address.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="text">What was typed.</param>
    /// <param name="country">
    /// The country, by its two letters of ISO 3166, in which national forms of phone numbers are read; null: they are refused.
    /// </param>
    public static AddressReading Normalize(ChannelKind channel, ReadOnlySpan<char> text, string? country = null)
    {
        var address = Trim(text);
        return channel switch
        {
            _ when address.IsEmpty => AddressReading.Bad("There is no address: give one."),
            ChannelKind.Email => EmailAddress.Read(address),
            ChannelKind.Sms or ChannelKind.Whatsapp => PhoneAddress.Read(address, country),
            ChannelKind.Telegram => ChatAddress.ReadTelegram(address),
            ChannelKind.Vk => ChatAddress.ReadVk(address),
            ChannelKind.Instagram => ChatAddress.ReadInstagram(address),
            ChannelKind.Avito => ChatAddress.ReadAvito(address),
            ChannelKind.Webhook => WebhookAddress.Read(address, Longest),
            _ => ReadOther(address),
        };
    }

    /// <summary>Removes what surrounds an address when people copy it: blanks of all kinds, byte order marks and direction marks.</summary>
    internal static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsMargin(text[start]))
        {
            start++;
        }

        while (end > start && IsMargin(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    private static bool IsMargin(char c) =>
        char.IsWhiteSpace(c)
        || c is '\uFEFF' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2069');

    private static AddressReading ReadOther(ReadOnlySpan<char> text)
    {
        if (text.Length > Longest)
        {
            return AddressReading.Bad($"The address is too long: give at most {Longest} characters.");
        }

        foreach (var c in text)
        {
            if (!IsPrintable(c))
            {
                return AddressReading.Bad("The address has a character that cannot be printed: remove it.");
            }
        }

        return AddressReading.Good(text.ToString());
    }

    private static bool IsPrintable(char c) =>
        char.GetUnicodeCategory(c)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.OtherNotAssigned
            );
}
