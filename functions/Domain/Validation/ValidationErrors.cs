namespace CampaignTasks.Domain.Validation;

/// <summary>
/// What is wrong with a caller's definition, by the path of the field. Every message names the fault and the way to mend it.
/// </summary>
public sealed class ValidationErrors
{
    private readonly Dictionary<string, List<string>> _messages = new(StringComparer.Ordinal);

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsEmpty => _messages.Count == 0;

    /// <summary>How many messages there are.</summary>
    public int Count => _messages.Values.Sum(m => m.Count);

    /// <summary>Whether something is wrong with exactly this field.</summary>
    public bool Has(string field) => _messages.ContainsKey(field);

    /// <summary>Adds a message; the same one again is kept once.</summary>
    /// <param name="field">The camelCase path, as in <c>creative.text</c>.</param>
    /// <param name="message">The fault and the fix.</param>
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

    /// <summary>Refuses the definition when something is wrong with it.</summary>
    /// <exception cref="ValidationException">There are errors; it carries all of them.</exception>
    public void ThrowIfAny()
    {
        if (!IsEmpty)
        {
            throw new ValidationException(this);
        }
    }

    /// <summary>The messages by field, in the order they came, as problem details carry them.</summary>
    public Dictionary<string, string[]> ToDictionary() =>
        _messages.ToDictionary(m => m.Key, m => m.Value.ToArray(), StringComparer.Ordinal);
}
