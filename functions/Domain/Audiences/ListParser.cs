using CampaignTasks.Domain.Addresses;

namespace CampaignTasks.Domain.Audiences;

/// <summary>The parser of pasted lists: in one pass.</summary>
public static class ListParser
{
    /// <summary>Parses a list, by the rules of <see cref="ListReader"/>.</summary>
    public static ParsedList Parse(ChannelKind channel, string text, string? country = null)
    {
        List<string> addresses = [];
        var reader = new ListReader(channel, country, new HashSet<string>(RecipientIdentity.Addresses(channel)).Add);
        reader.Read(text, addresses);
        reader.End(addresses);
        return new ParsedList(addresses, reader.Duplicates, reader.Blanks, reader.Errors, reader.ErrorCount);
    }
}
