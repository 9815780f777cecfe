using System.Net;
using System.Text;

namespace CampaignTasks.Channels.Http;

/// <summary>The reading of form bodies and query strings.</summary>
internal static class FormText
{
    /// <summary>Decodes the pairs of a form body, in its order. Never throws: a malformed escape is taken literally.</summary>
    public static List<(string Name, string Value)> Read(ReadOnlySpan<byte> form) =>
        Pairs(Encoding.UTF8.GetString(form), static text => WebUtility.UrlDecode(text));

    /// <summary>Gets a decoded value of an address's query; null when it is absent. A plus is taken literally.</summary>
    public static string? Query(Uri address, string name)
    {
        var text = address.OriginalString;
        var end = text.IndexOf('#', StringComparison.Ordinal);
        text = end < 0 ? text : text[..end];
        var start = text.IndexOf('?', StringComparison.Ordinal);
        return start < 0 ? null : Pairs(text[(start + 1)..], Uri.UnescapeDataString).Find(pair => pair.Name == name).Value;
    }

    private static List<(string Name, string Value)> Pairs(string text, Func<string, string> decode)
    {
        var pairs = new List<(string, string)>();
        foreach (var part in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            pairs.Add(equals < 0 ? (decode(part), "") : (decode(part[..equals]), decode(part[(equals + 1)..])));
        }

        return pairs;
    }
}
