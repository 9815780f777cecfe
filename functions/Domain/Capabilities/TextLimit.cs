using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Capabilities;

/// <summary>The longest text that a channel carries.</summary>
/// <param name="Most">The most units.</param>
/// <param name="Unit">The unit.</param>
public sealed record TextLimit(int Most, LengthUnit Unit)
{
    /// <summary>Returns what is wrong with a text that is too long; null for one that fits.</summary>
    public string? Refuse(string text)
    {
        // Each unit of UTF-16 is at most one character and three octets.
        var mayBeOver = Unit is LengthUnit.Characters ? text.Length > Most : text.Length * 3 > Most;
        return mayBeOver && Count(text) is var count && count > Most
            ? $"The text is too long: it has {count} {Name}, and a message holds {Most}."
            : null;
    }

    private string Name => Unit is LengthUnit.Characters ? "characters" : "octets in UTF-8";

    private int Count(string text) => Unit is LengthUnit.Characters ? TextLength.Characters(text) : TextLength.Octets(text);
}
