namespace CampaignTasks.Domain.Validation;

/// <summary>
/// The errors in a caller's definition, by the path of the field. Every message says what is wrong and how to correct it.
/// </summary>
public sealed class ValidationErrors
{
    /// <summary>The most messages that are kept; an answer with more would help nobody.</summary>
    public const int Most = 100;

    // A path or a message may hold what the caller sent.
    private const int LongestField = 200;
    private const int LongestMessage = 1000;

    private readonly Dictionary<string, List<string>> _messages = new(StringComparer.Ordinal);

    /// <summary>True when there are no errors.</summary>
    public bool IsEmpty => _messages.Count == 0;

    /// <summary>The number of messages, those included that are not kept.</summary>
    public int Count { get; private set; }

    /// <summary>True when no more messages are kept: whoever looks for errors may stop.</summary>
    public bool IsFull => Count >= Most;

    /// <summary>True when there are, or may be, more messages than are kept.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Checks whether exactly this field has an error.</summary>
    public bool Has(string field) => _messages.ContainsKey(field);

    /// <summary>Checks whether a field has an error whose path begins so.</summary>
    public bool HasAnyFrom(string prefix) => _messages.Keys.Any(field => field.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>
    /// Adds a message; a repeated one is kept once, one beyond <see cref="Most"/> is only counted, and a long one is shortened.
    /// </summary>
    /// <param name="field">The camelCase path, as in <c>creative.text</c>.</param>
    /// <param name="message">What is wrong, and what to do.</param>
    public void Add(string field, string message)
    {
        (field, message) = (Shortened(field, LongestField), Shortened(message, LongestMessage));
        if (_messages.TryGetValue(field, out var messages) && messages.Contains(message))
        {
            return;
        }

        Count++;
        if (Count > Most)
        {
            HasMore = true;
            return;
        }

        (messages ?? (_messages[field] = [])).Add(message);
    }

    /// <summary>Adds what was found in a part, whose paths become paths of the whole.</summary>
    /// <param name="part">The errors of the part.</param>
    /// <param name="pathOf">Makes the path in the whole of one in the part.</param>
    public void Include(ValidationErrors part, Func<string, string> pathOf)
    {
        ArgumentNullException.ThrowIfNull(part);
        foreach (var (field, messages) in part._messages)
        {
            foreach (var message in messages)
            {
                Add(pathOf(field), message);
            }
        }

        HasMore |= part.HasMore;
    }

    /// <summary>Notes that nobody looked for more errors.</summary>
    public void NoteMore() => HasMore = true;

    /// <summary>Throws when there are errors.</summary>
    /// <exception cref="ValidationException">There are errors; the exception carries all of them.</exception>
    public void ThrowIfAny()
    {
        if (!IsEmpty)
        {
            throw new ValidationException(this);
        }
    }

    /// <summary>Returns the messages by field, in the order they were added, as problem details carry them.</summary>
    public Dictionary<string, string[]> ToDictionary() =>
        _messages.ToDictionary(m => m.Key, m => m.Value.ToArray(), StringComparer.Ordinal);

    private static string Shortened(string text, int longest) =>
        text.Length <= longest ? text : $"{TextRules.Truncate(text, longest - 1)}…";
}
