namespace CampaignTasks.Domain.Validation;

/// <summary>
/// The errors in a caller's definition, by the path of the field. Every message says what is wrong and how to correct it.
/// </summary>
public sealed class ValidationErrors
{
    private readonly Dictionary<string, List<string>> _messages = new(StringComparer.Ordinal);

    /// <summary>True when there are no errors.</summary>
    public bool IsEmpty => _messages.Count == 0;

    /// <summary>The number of messages.</summary>
    public int Count => _messages.Values.Sum(m => m.Count);

    /// <summary>Checks whether exactly this field has an error.</summary>
    public bool Has(string field) => _messages.ContainsKey(field);

    /// <summary>Adds a message; a repeated one is kept once.</summary>
    /// <param name="field">The camelCase path, as in <c>creative.text</c>.</param>
    /// <param name="message">What is wrong, and what to do.</param>
    public void Add(string field, string message)
    {
        if (!_messages.TryGetValue(field, out var messages))
        {
            _messages[field] = messages = [];
        }

        if (!messages.Contains(message))
        {
            messages.Add(message);
        }
    }

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
}
