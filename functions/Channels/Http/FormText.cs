using System.Buffers;
using System.Net;
using System.Text;

namespace CampaignTasks.Channels.Http;

/// <summary>Form bodies and query strings.</summary>
internal static class FormText
{
    /// <summary>Appends name=value in <c>application/x-www-form-urlencoded</c>; the name must need no escaping.</summary>
    public static void Append(PooledBytes form, ReadOnlySpan<byte> name, string value)
    {
        if (form.Length > 0)
        {
            BuffersExtensions.Write(form, "&"u8);
        }

        BuffersExtensions.Write(form, name);
        BuffersExtensions.Write(form, "="u8);
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = ArrayPool<byte>.Shared.Rent(most);
        var text = rented.AsSpan(0, Encoding.UTF8.GetBytes(value, rented));
        var room = form.GetSpan(text.Length * 3);
        var length = 0;
        foreach (var letter in text)
        {
            if (letter is (byte)' ')
            {
                room[length++] = (byte)'+';
            }
            else if (char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~')
            {
                room[length++] = letter;
            }
            else
            {
                room[length++] = (byte)'%';
                room[length++] = Hex(letter >> 4);
                room[length++] = Hex(letter & 15);
            }
        }

        form.Advance(length);
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>The decoded pairs of a form body, in its order. Never throws: what is no escape stands for itself.</summary>
    public static List<(string Name, string Value)> Read(ReadOnlySpan<byte> form) =>
        Pairs(Encoding.UTF8.GetString(form), static text => WebUtility.UrlDecode(text));

    /// <summary>A value of an address's query, decoded; null when it is absent. A plus stands for itself.</summary>
    public static string? Query(Uri address, string name)
    {
        var text = address.OriginalString;
        var end = text.IndexOf('#', StringComparison.Ordinal);
        text = end < 0 ? text : text[..end];
        var start = text.IndexOf('?', StringComparison.Ordinal);
        return start < 0 ? null : Pairs(text[(start + 1)..], Uri.UnescapeDataString).Find(pair => pair.Name == name).Value;
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);

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
