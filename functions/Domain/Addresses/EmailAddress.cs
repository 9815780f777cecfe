using System.Buffers;
using System.Globalization;

namespace CampaignTasks.Domain.Addresses;

/// <summary>
/// E-mail addresses: the part of RFC 5321 that mail providers accept. The domain is lower-cased, the local part stored as typed.
/// </summary>
internal static class EmailAddress
{
    private static readonly SearchValues<char> LocalPart = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~."
    );

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>Reads <c>a@b.example</c>, also as <c>Name &lt;a@b.example&gt;</c>.</summary>
    public static AddressReading Read(ReadOnlySpan<char> text)
    {
        if (text[^1] is '>')
        {
            var open = text.LastIndexOf('<');
            if (open < 0)
            {
                return AddressReading.Bad("There is a '>' without its '<': write Name <ann@example.net>, or the address alone.");
            }

            text = ChannelAddress.Trim(text[(open + 1)..^1]);
        }

        var at = text.IndexOf('@');
        if (at < 0)
        {
            return AddressReading.Bad("An e-mail address needs an @: write it like ann@example.net.");
        }

        if (text[(at + 1)..].Contains('@') || text.ContainsAny(",; \t"))
        {
            return AddressReading.Bad(
                "There is more than one address, or a blank, comma or semicolon: write one address a line and nothing else."
            );
        }

        return LocalFault(text[..at]) is { } fault ? AddressReading.Bad(fault) : WithDomain(text[..at], text[(at + 1)..]);
    }

    private static string? LocalFault(ReadOnlySpan<char> local) =>
        local switch
        {
            { IsEmpty: true } => "There is nothing before the @: write the whole address.",
            { Length: > 64 } => "The part before the @ is too long: it has at most 64 characters.",
            _ when local.ContainsAnyExcept(LocalPart) =>
                "The part before the @ has a character that mail providers do not take: use letters A to Z, digits and .!#$%&'*+-/=?^_`{|}~ only.",
            _ when local[0] is '.' || local[^1] is '.' || local.IndexOf("..") >= 0 =>
                "The part before the @ has a dot at its start or end, or two in a row: remove it.",
            _ => null,
        };

    private static AddressReading WithDomain(ReadOnlySpan<char> local, ReadOnlySpan<char> typed)
    {
        if (ToAscii(typed) is not { } domain || !IsDomain(domain))
        {
            return AddressReading.Bad("The part after the @ is not a domain: write it like example.net.");
        }

        return local.Length + 1 + domain.Length > 254
            ? AddressReading.Bad("The address is too long: it has at most 254 characters.")
            : AddressReading.Good($"{local}@{domain}");
    }

    private static string? ToAscii(ReadOnlySpan<char> domain)
    {
        var text = domain.ToString();
        if (System.Text.Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        try
        {
            return Idn.GetAscii(text).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsDomain(string domain)
    {
        if (domain.Length is 0 or > 253)
        {
            return false;
        }

        var (labels, start) = (0, 0);
        for (var i = 0; i <= domain.Length; i++)
        {
            if (i < domain.Length && domain[i] is not '.')
            {
                continue;
            }

            if (!IsLabel(domain.AsSpan(start, i - start)))
            {
                return false;
            }

            (labels, start) = (labels + 1, i + 1);
        }

        // A last label of digits alone is an IP address, not a domain.
        return labels > 1 && domain.AsSpan(domain.LastIndexOf('.') + 1).ContainsAnyExceptInRange('0', '9');
    }

    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        if (label.Length is 0 or > 63 || label[0] is '-' || label[^1] is '-')
        {
            return false;
        }

        foreach (var c in label)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not '-')
            {
                return false;
            }
        }

        return true;
    }
}
