using System.Buffers;
using System.Globalization;
using System.Text;

namespace CampaignTasks.Domain.Addresses;

/// <summary>
/// E-mail addresses: the part of RFC 5321 that mail providers accept. The domain is stored in its ASCII form, the local part as typed, less
/// what nobody sees.
/// </summary>
internal static class EmailAddress
{
    private const string ManyFault =
        "There is more than one address: give one here; in a list put each on a line of its own, or a comma or semicolon between them.";

    private const string BlankFault =
        "There is a blank, comma or semicolon in the address: remove it. A name goes before the address, as in Ann Lee <ann@example.net>.";

    private const string QuotedFault =
        "The part before the @ is in quotes, which mail providers do not take: give an address without quotes and blanks.";

    private const string WhichFault = "There are two different addresses: which one is meant? Leave out the other.";

    private static readonly SearchValues<char> LocalPart = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~."
    );

    // A word that says whose address follows, as in To: and E-Mail:.
    private static readonly SearchValues<char> Label = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ- ");

    // Between the words of a name.
    private static readonly SearchValues<char> Margins = SearchValues.Create(" \t\u00A0\"'()<>[],;:“”„‘’«»");

    /// <summary>
    /// Reads <c>a@b.example</c>, also as <c>Name &lt;a@b.example&gt;</c>, <c>a@b.example (Name)</c>, in quotes, or as a mailto: link.
    /// </summary>
    public static AddressReading Read(ReadOnlySpan<char> text)
    {
        var name = ReadOnlySpan<char>.Empty;
        if (text is [.., '>'])
        {
            var open = text.LastIndexOf('<');
            if (open < 0)
            {
                return AddressReading.Bad("There is a '>' without its '<': write Name <ann@example.net>, or the address alone.");
            }

            name = text[..open];
            text = ChannelAddress.Trim(text[(open + 1)..^1]);
        }
        else if (text[^1] is ')' && text.IndexOf('(') is > 0 and var comment)
        {
            name = text[comment..];
            text = ChannelAddress.Trim(text[..comment]);
        }

        var reading = ReadAlone(text);
        return reading.Address is null || !NamesAnother(name, reading.Address) ? reading : AddressReading.Bad(WhichFault);
    }

    // Mail programs repeat the address as the name. Another one there is a person who would be lost.
    private static bool NamesAnother(ReadOnlySpan<char> name, string address)
    {
        while (name.IndexOf('@') >= 0)
        {
            var start = name.IndexOfAnyExcept(Margins);
            name = start < 0 ? [] : name[start..];
            var end = name.IndexOfAny(Margins);
            var word = end < 0 ? name : name[..end];
            name = name[word.Length..];
            var at = word.IndexOf('@');
            if (at > 0 && at < word.Length - 1 && !RecipientIdentity.IsSameAddress(ChannelKind.Email, ReadAlone(word).Address, address))
            {
                return true;
            }
        }

        return false;
    }

    private static AddressReading ReadAlone(ReadOnlySpan<char> text)
    {
        text = WithoutQuotes(text);
        text = text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? text["mailto:".Length..] : text;
        var at = text.IndexOfAny('@', '\uFF20');
        if (at < 0)
        {
            return AddressReading.Bad(
                "An e-mail address needs an @: write it like ann@example.net. A name with a comma goes into quotes, as in \"Lee, Ann\" <ann@example.net>."
            );
        }

        if (SurroundingFault(text, at) is { } surrounding)
        {
            return AddressReading.Bad(surrounding);
        }

        var local = Shown(text[..at]);
        return LocalFault(local) is { } fault ? AddressReading.Bad(fault) : WithDomain(local, text[(at + 1)..]);
    }

    /// <summary>Says what stands around or inside an address and does not belong to it; null when nothing does.</summary>
    private static string? SurroundingFault(ReadOnlySpan<char> text, int at)
    {
        var local = text[..at];
        return text[(at + 1)..].ContainsAny('@', '\uFF20') ? ManyFault
            : local is ['"', .., '"'] ? QuotedFault
            : local.IndexOf(':') is > 0 and var colon && !local[..colon].ContainsAnyExcept(Label)
                ? $"'{local[..(colon + 1)]}' stands before the address: leave it out."
            : text.ContainsAny(",; \t") ? BlankFault
            : null;
    }

    private static ReadOnlySpan<char> WithoutQuotes(ReadOnlySpan<char> text) =>
        text is ['"', .., '"'] or ['\'', .., '\''] or ['“', .., '”'] or ['‘', .., '’'] or ['«', .., '»']
            ? ChannelAddress.Trim(text[1..^1])
            : text;

    /// <summary>The local part without what nobody sees, full-width letters as the ASCII ones that they stand for.</summary>
    private static ReadOnlySpan<char> Shown(ReadOnlySpan<char> local)
    {
        if (Ascii.IsValid(local))
        {
            return local;
        }

        var shown = new StringBuilder(local.Length);
        foreach (var c in local)
        {
            if (char.GetUnicodeCategory(c) is not UnicodeCategory.Format)
            {
                shown.Append(c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c);
            }
        }

        return shown.ToString();
    }

    private static string? LocalFault(ReadOnlySpan<char> local) =>
        local switch
        {
            { IsEmpty: true } => "There is nothing before the @: write the whole address.",
            { Length: > 64 } => "The part before the @ is too long: it has at most 64 characters.",
            _ when local.ContainsAnyExcept(LocalPart) =>
                "The part before the @ has a character that mail providers do not take: use letters A to Z, digits and .!#$%&'*+-/=?^_`{|}~ only.",
            ['\'', ..] => "There is an apostrophe before the address: remove it.",
            _ when local[0] is '.' || local[^1] is '.' || local.IndexOf("..") >= 0 =>
                "The part before the @ has a dot at its start or end, or two in a row: remove it.",
            _ => null,
        };

    private static AddressReading WithDomain(ReadOnlySpan<char> local, ReadOnlySpan<char> typed) =>
        EmailDomain.Read(typed) is not { } domain ? AddressReading.Bad("The part after the @ is not a domain: write it like example.net.")
        : local.Length + 1 + domain.Length > 254 ? AddressReading.Bad("The address is too long: it has at most 254 characters.")
        : AddressReading.Good($"{local}@{domain}");
}
