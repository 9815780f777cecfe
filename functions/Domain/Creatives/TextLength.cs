using System.Text;

namespace CampaignTasks.Domain.Creatives;

/// <summary>The lengths of a text, each counted in one way wherever it is held against a limit.</summary>
public static class TextLength
{
    /// <summary>Counts code points, as providers of text messages do: most emoji are one.</summary>
    public static int Characters(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    /// <summary>Counts octets in UTF-8.</summary>
    public static int Octets(string text) => Encoding.UTF8.GetByteCount(text);
}
