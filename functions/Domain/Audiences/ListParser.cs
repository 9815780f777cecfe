using CampaignTasks.Domain.Addresses;

namespace CampaignTasks.Domain.Audiences;

/// <summary>The parser of pasted lists: one address per line, in one pass.</summary>
public static class ListParser
{
    /// <summary>Parses a list, by the rules of <see cref="ListReader"/>.</summary>
    public static ParsedList Parse(ChannelKind channel, string text)
    {
        List<string> addresses = [];
        var reader = new ListReader(channel, new HashSet<string>(ChannelAddress.Comparer(channel)).Add);
        reader.Read(text, addresses);
        reader.End(addresses);
        return new ParsedList(addresses, reader.Duplicates, reader.Blanks, reader.Errors, reader.ErrorCount);
    }
}
