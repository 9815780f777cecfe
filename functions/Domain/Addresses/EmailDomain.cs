using System.Globalization;
using System.Text;

namespace CampaignTasks.Domain.Addresses;

/// <summary>
/// The domains of e-mail addresses in their one ASCII form: mapped by UTS 46 (non-transitional: ß stays ß) with the STD3 rules, which ICU
/// does, and checked for the order of right-to-left letters, which .NET does not ask of it.
/// </summary>
internal static class EmailDomain
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>Reads a domain of at least two labels; null when it is none.</summary>
    public static string? Read(ReadOnlySpan<char> typed)
    {
        var text = typed.ToString();
        var domain =
            Ascii.IsValid(text) && !text.Contains("xn--", StringComparison.OrdinalIgnoreCase) ? text.ToLowerInvariant() : Mapped(text);
        return domain is not null && IsDomain(domain) ? domain : null;
    }

    private static string? Mapped(string text)
    {
        try
        {
            var domain = Idn.GetAscii(text).ToLowerInvariant();
            var shown = Idn.GetUnicode(domain);

            // Only one spelling in ASCII is right: the one that the letters lead to.
            return BidiRule.Holds(shown) && Idn.GetAscii(shown) == domain ? domain : null;
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

        var labels = 0;
        foreach (var label in domain.AsSpan().Split('.'))
        {
            labels++;
            if (!IsLabel(domain.AsSpan(label)))
            {
                return false;
            }
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
