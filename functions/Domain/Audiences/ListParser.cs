using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Domain.Audiences;

/// <summary>A pasted list after parsing. Every line is an address, a duplicate, an error or blank.</summary>
/// <param name="Addresses">Distinct addresses, normalized, in the order they first appear.</param>
/// <param name="Duplicates">Lines that repeat an earlier address.</param>
/// <param name="Blanks">Lines without anything.</param>
/// <param name="Errors">The first wrong lines, at most <see cref="ListReader.MostErrors"/>.</param>
/// <param name="ErrorCount">All wrong lines.</param>
public sealed record ParsedList(IReadOnlyList<string> Addresses, int Duplicates, int Blanks, IReadOnlyList<LineError> Errors, int ErrorCount)
{
    /// <summary>All lines.</summary>
    public int Lines => Addresses.Count + Duplicates + Blanks + ErrorCount;

    /// <summary>The audience to keep in the task.</summary>
    /// <param name="version">The version of the list under which the addresses are stored.</param>
    public PastedList ToAudience(int version) => new(version, Addresses.Count, Duplicates);
}

/// <summary>One wrong line.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Text">What it says, shortened.</param>
/// <param name="Reason">What is wrong and how to mend it.</param>
public sealed record LineError(int Line, string Text, string Reason)
{
    /// <summary>Tells the wrong lines of a field: the first one by one, the others by their number.</summary>
    /// <param name="first">The first.</param>
    /// <param name="count">How many there are in all.</param>
    /// <param name="field">The field that holds the list.</param>
    /// <param name="errors">Gets them.</param>
    public static void Tell(IReadOnlyList<LineError> first, int count, string field, FieldErrors errors)
    {
        foreach (var error in first)
        {
            errors.Add(field, error.ToString());
        }

        if (count > first.Count)
        {
            errors.Add(field, $"{count - first.Count} more lines are wrong.");
        }
    }

    /// <summary>The error in one sentence.</summary>
    public override string ToString() => $"Line {Line} ('{Text}'): {Reason}";
}

/// <summary>Reads pasted lists: one address a line, in one pass.</summary>
public static class ListParser
{
    /// <summary>Parses a list, by the rules of <see cref="ListReader"/>.</summary>
    public static ParsedList Parse(ChannelKind channel, string text)
    {
        List<string> addresses = [];
        var reader = new ListReader(channel, new HashSet<string>(Addresses.Comparer(channel)).Add);
        reader.Read(text, addresses);
        reader.End(addresses);
        return new ParsedList(addresses, reader.Duplicates, reader.Blanks, reader.Errors, reader.ErrorCount);
    }
}
