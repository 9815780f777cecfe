using System.Text;

namespace CampaignTasks.Domain.Validation;

/// <summary>The lengths of a text, each counted in one way wherever it is held against a limit.</summary>
public static class TextLength
{
    /// <summary>Counts code points, as providers of text messages do: most emoji are one. Half a surrogate pair is one, too.</summary>
    public static int Characters(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    /// <summary>Returns true when a text has more characters than it may have; null has none.</summary>
    public static bool IsOver(string? text, int most) => text?.Length > most && Characters(text) > most;

    /// <summary>Counts octets in UTF-8.</summary>
    public static int Octets(string text) => Encoding.UTF8.GetByteCount(text);
}
