using System.Text;
using System.Text.Json.Nodes;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Makes good values strange: in one place or two, or in the bytes they are written with.</summary>
internal sealed class FuzzStrange(Random random)
{
    private static readonly string[] Texts =
    [
        "",
        " ",
        "\0",
        "\u0001",
        "\u007f",
        "a\r\nb: c",
        "'",
        "\"",
        "' or 1 eq 1 or '",
        "../..",
        "/",
        "\\",
        "#",
        "?",
        "%00",
        "%2f",
        ".",
        "..",
        "\u202e",
        "\u200b",
        "\ufeff",
        "\ufffd",
        "😀",
        "Ａ",
        "e\u0301",
        "{{",
        "{{x|",
        "}}",
        "null",
        "true",
        "NaN",
        "-0",
        "1e999",
        "0x10",
        "9999-12-31T23:59:59Z",
        "0001-01-01",
        "2026-02-30",
        "24:00",
        "PT",
        "-PT1S",
        "P99999999999D",
        "[]",
        "{}",
        "*",
    ];

    private static readonly string[] Numbers =
    [
        "0",
        "-1",
        "-0",
        "-0.0",
        "0.5",
        "1e-300",
        "1e308",
        "2147483647",
        "2147483648",
        "-9223372036854775808",
        "9223372036854775808",
        "1e28",
        "79228162514264337593543950335",
    ];

    private static readonly int[] Lengths = [63, 64, 65, 100, 101, 255, 256, 257, 1024, 1025, 2048, 2049];

    /// <summary>A strange text; one of the boundary lengths now and then.</summary>
    public string Text() =>
        random.Next(4) switch
        {
            0 => new string((char)random.Next('a', 'z'), Lengths[random.Next(Lengths.Length)]),
            1 => Unicode(),
            _ => Texts[random.Next(Texts.Length)],
        };

    /// <summary>The JSON of a value, changed.</summary>
    public byte[] Write(JsonNode? value)
    {
        for (
            var changes = random.Next(4) switch
            {
                0 => 0,
                3 => 2,
                _ => 1,
            };
            changes > 0;
            changes--
        )
        {
            value = Change(value);
        }

        var bytes = Encoding.UTF8.GetBytes(value?.ToJsonString() ?? "null");
        return random.Next(12) switch
        {
            0 => bytes[..random.Next(bytes.Length)],
            1 => Flip(bytes),
            2 => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace(":\"", ":\"\\ud800", StringComparison.Ordinal)),
            3 => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("{\"", "{\"name\":1,\"", StringComparison.Ordinal)),
            _ => bytes,
        };
    }

    private JsonNode? Change(JsonNode? value)
    {
        List<JsonNode?> places = [.. Places(value)];
        var place = places[random.Next(places.Count)];
        if (place is null || ReferenceEquals(place, value))
        {
            return value is JsonObject whole && random.Next(4) > 0 ? Around(whole) : Strange();
        }

        if (place is JsonObject inside && random.Next(2) == 0)
        {
            Around(inside);
        }
        else
        {
            place.ReplaceWith(Strange());
        }

        return value;
    }

    /// <summary>An object with a field more or less.</summary>
    private JsonObject Around(JsonObject value)
    {
        if (value.Count > 0 && random.Next(2) == 0)
        {
            value.Remove(value.ElementAt(random.Next(value.Count)).Key);
        }
        else
        {
            value[random.Next(2) == 0 ? "extra" : Text()] = Strange();
        }

        return value;
    }

    private JsonNode? Strange() =>
        random.Next(9) switch
        {
            0 => null,
            1 => JsonNode.Parse(Numbers[random.Next(Numbers.Length)]),
            2 => JsonValue.Create(random.Next(2) == 0),
            3 => new JsonArray(),
            4 => new JsonObject(),
            5 => Nested(random.Next(1, 60)),
            _ => JsonValue.Create(Text()),
        };

    private static JsonNode? Nested(int depth) => JsonNode.Parse($"{new string('[', depth)}1{new string(']', depth)}");

    private static IEnumerable<JsonNode?> Places(JsonNode? value) =>
        value switch
        {
            JsonObject inside => inside.SelectMany(field => Places(field.Value)).Prepend(value),
            JsonArray items => items.SelectMany(Places).Prepend(value),
            _ => [value],
        };

    private byte[] Flip(byte[] bytes)
    {
        bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    // Any code point there is, surrogates excepted: JSON text cannot hold half a character as it is.
    private string Unicode() =>
        string.Concat(
            Enumerable
                .Range(0, random.Next(1, 40))
                .Select(_ =>
                    random.Next(3) switch
                    {
                        0 => new Rune(random.Next(0x20, 0x7F)),
                        1 => new Rune(random.Next(0x80, 0xD800)),
                        _ => new Rune(random.Next(0xE000, 0x110000)),
                    }
                )
        );
}
