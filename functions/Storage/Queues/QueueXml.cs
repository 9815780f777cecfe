using System.Globalization;
using System.Text;
using System.Xml;
using Azure;

namespace CampaignTasks.Storage.Queues;

/// <summary>The queue service's XML.</summary>
internal static class QueueXml
{
    // A carriage return must be an entity, or every XML reader turns it into a line feed.
    private static readonly XmlWriterSettings Writing = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineHandling = NewLineHandling.Entitize,
        OmitXmlDeclaration = true,
    };

    public static byte[] Message(string text)
    {
        using var body = new MemoryStream(text.Length + 64);
        try
        {
            using var xml = XmlWriter.Create(body, Writing);
            xml.WriteStartElement("QueueMessage");
            xml.WriteElementString("MessageText", text);
            xml.WriteEndElement();
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException("The message holds characters that XML cannot; use QueueMessageEncoding.Base64.", nameof(text), e);
        }

        return body.ToArray();
    }

    /// <summary>The messages of an answer, each as its elements by name.</summary>
    public static List<Dictionary<string, string>> Messages(Response response)
    {
        var messages = new List<Dictionary<string, string>>();
        using var xml = XmlReader.Create(new MemoryStream(response.Content.ToArray()), new() { DtdProcessing = DtdProcessing.Prohibit });
        while (!xml.EOF)
        {
            // Reading an element's content moves to what follows it, so only everything else moves on by itself.
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "QueueMessage" })
            {
                messages.Add([]);
                xml.Read();
            }
            else if (xml.NodeType is XmlNodeType.Element && messages.Count > 0)
            {
                var name = xml.LocalName;
                messages[^1][name] = xml.ReadElementContentAsString();
            }
            else
            {
                xml.Read();
            }
        }

        return messages;
    }

    public static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParseExact(text, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    public static long Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
