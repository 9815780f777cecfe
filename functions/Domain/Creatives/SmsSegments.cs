using System.Text;

namespace CampaignTasks.Domain.Creatives;

/// <summary>
/// The segments that an SMS is sent and paid in (3GPP TS 23.040): 160 characters of the GSM alphabet or 70 of UCS-2 in one, 153 or 67 in
/// each of several. No character is cut between two.
/// </summary>
/// <param name="IsGsm">Whether every character is one of the GSM 7-bit alphabet (3GPP TS 23.038) and its extension table.</param>
/// <param name="Count">The segments.</param>
/// <param name="Odd">The first character that the GSM alphabet lacks; null when there is none.</param>
public sealed record SmsSegments(bool IsGsm, int Count, Rune? Odd)
{
    private const string Alphabet =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    // Each is sent as two: an escape and the character.
    private const string Extension = "\f^{}\\[~]|€";

    /// <summary>The name of the encoding as providers write it.</summary>
    public string Encoding => IsGsm ? "GSM-7" : "UCS-2";

    /// <summary>Counts the segments of a text; none for an empty one.</summary>
    public static SmsSegments Of(string text)
    {
        Rune? odd = null;
        foreach (var rune in text.EnumerateRunes())
        {
            if (GsmSize(rune) == 0)
            {
                odd = rune;
                break;
            }
        }

        return odd is null ? new(true, Cut(text, GsmSize, 160, 153), null) : new(false, Cut(text, Ucs2Size, 70, 67), odd);
    }

    private static int Cut(string text, Func<Rune, int> size, int alone, int several)
    {
        var (total, segments, used) = (0, 1, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var units = size(rune);
            total += units;
            if (used + units > several)
            {
                segments++;
                used = 0;
            }

            used += units;
        }

        return total == 0 ? 0
            : total <= alone ? 1
            : segments;
    }

    private static int GsmSize(Rune rune) =>
        !rune.IsBmp ? 0
        : Alphabet.Contains((char)rune.Value, StringComparison.Ordinal) ? 1
        : Extension.Contains((char)rune.Value, StringComparison.Ordinal) ? 2
        : 0;

    private static int Ucs2Size(Rune rune) => rune.Utf16SequenceLength;
}
