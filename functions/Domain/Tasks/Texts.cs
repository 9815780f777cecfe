namespace CampaignTasks.Domain.Tasks;

/// <summary>What any text of a definition must be.</summary>
internal static class Texts
{
    /// <summary>A blank text says nothing, so it is none.</summary>
    public static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>A text of one line: no control characters at all.</summary>
    public static void CheckLine(string? text, string field, FieldErrors errors)
    {
        if (text is not null && text.Any(char.IsControl))
        {
            errors.Add(field, "The text has a line break or another control character: write it on one line without them.");
        }

        CheckUnicode(text, field, errors);
    }

    /// <summary>A text of many lines: line breaks and tabs are its only control characters.</summary>
    public static void CheckBlock(string? text, string field, FieldErrors errors)
    {
        if (text is not null && text.Any(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t')))
        {
            errors.Add(field, "The text has a control character: remove everything but line breaks and tabs.");
        }

        CheckUnicode(text, field, errors);
    }

    private static void CheckUnicode(string? text, string field, FieldErrors errors)
    {
        // Half a surrogate pair cannot be written as UTF-8: it would reach people as a replacement character.
        for (var i = 0; i < text?.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                errors.Add(field, "The text has half a character (a lone surrogate): write it again as valid Unicode.");
                return;
            }

            i++;
        }
    }
}
