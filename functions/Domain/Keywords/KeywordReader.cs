namespace CampaignTasks.Domain.Keywords;

/// <summary>The reading of inbound messages for keywords.</summary>
public static class KeywordReader
{
    // Longer than any phrase with its polite words.
    private const int Longest = 100;

    /// <summary>
    /// Reads a message: a keyword when the whole text is one, perhaps with polite words before or after it, or repeated, or when the line
    /// before a signature is. Null for all other texts.
    /// </summary>
    public static Keyword? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ReadWhole(MessageSignature.Remove(text)) ?? ReadWhole(text);
    }

    private static Keyword? ReadWhole(string text)
    {
        if (text.Length > Longest)
        {
            return null;
        }

        var words = KeywordText.Words(text);
        var before = PoliteStarts(words);
        var after = PoliteEnds(words);
        for (var start = 0; start < words.Count; start++)
        {
            for (var end = words.Count; before[start] && end > start; end--)
            {
                if (after[end] && Find(words, start, end) is { } keyword)
                {
                    return keyword;
                }
            }
        }

        return null;
    }

    private static Keyword? Find(IReadOnlyList<string> words, int start, int end)
    {
        var isRepeated = Enumerable.Range(start, end - start).All(i => words[i] == words[start]);
        var phrase = isRepeated ? words[start] : Join(words, start, end);
        return KeywordTable.Phrases.TryGetValue(phrase, out var keyword) ? keyword : null;
    }

    /// <summary>Tells for every place whether nothing but polite phrases stands before it.</summary>
    private static bool[] PoliteStarts(IReadOnlyList<string> words)
    {
        var polite = new bool[words.Count + 1];
        polite[0] = true;
        for (var end = 1; end <= words.Count; end++)
        {
            polite[end] = Enumerable.Range(0, end).Any(start => polite[start] && IsPolite(words, start, end));
        }

        return polite;
    }

    /// <summary>Tells for every place whether nothing but polite phrases stands from there on.</summary>
    private static bool[] PoliteEnds(IReadOnlyList<string> words)
    {
        var polite = new bool[words.Count + 1];
        polite[words.Count] = true;
        for (var start = words.Count - 1; start >= 0; start--)
        {
            polite[start] = Enumerable.Range(start + 1, words.Count - start).Any(end => polite[end] && IsPolite(words, start, end));
        }

        return polite;
    }

    private static bool IsPolite(IReadOnlyList<string> words, int start, int end) =>
        KeywordTable.PoliteWords.Contains(Join(words, start, end));

    private static string Join(IReadOnlyList<string> words, int start, int end) =>
        string.Concat(Enumerable.Range(start, end - start).Select(i => words[i]));
}
