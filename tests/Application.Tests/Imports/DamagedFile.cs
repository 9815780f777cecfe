using System.Globalization;
using System.Text;

namespace CampaignTasks.Application.Tests.Imports;

/// <summary>A CSV file of contacts, each row damaged in a way of its own.</summary>
internal sealed class DamagedFile
{
    private static readonly string[] LineEnds = ["\n", "\r\n", "\r"];
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    private readonly Random _chance;
    private readonly char _separator;
    private readonly List<byte> _bytes = [];

    public DamagedFile(byte[] damages, int seed)
    {
        _chance = new Random(seed);
        _separator = Separators[_chance.Next(Separators.Length)];
        Append($"id{_separator}email{_separator}note");
        for (var i = 0; i < damages.Length; i++)
        {
            Append(LineEnds[_chance.Next(LineEnds.Length)]);
            var id = string.Create(CultureInfo.InvariantCulture, $"row-{i}-");
            Ids.Add(id);
            Append(Damaged(id, damages[i]));
            if (damages[i] % 20 is 13)
            {
                _bytes.Add(0xE9);
            }
        }
    }

    /// <summary>The ids of the rows.</summary>
    public List<string> Ids { get; } = [];

    public byte[] Bytes => [.. _bytes];

    /// <summary>The line of an id, counted as every editor counts.</summary>
    public long LineOf(string id)
    {
        var text = Encoding.Latin1.GetString(Bytes);
        var before = text[..text.IndexOf(id, StringComparison.Ordinal)];
        return 1 + before.Replace("\r\n", "\n", StringComparison.Ordinal).Count(c => c is '\r' or '\n');
    }

    private string Damaged(string id, byte damage)
    {
        var s = _separator;
        var email = $"{id}@example.net";
        return (damage % 20) switch
        {
            1 => $"{id}{s}{email}{s}27\" wide",
            2 => $"{id}{s}{email}{s}\"27",
            3 => $"{id}{s}\"{email}{s}x",
            4 => $"{id}{s}{email}{s}x\"",
            5 => $"{id}{s}{email}",
            6 => $"{id}",
            7 => $"{id}{s}{email}{s}x{s}y",
            8 => $"{id}{s}{email}{s}x{s}{s}{s}",
            9 => $"{id}{s}{email}{s}x\ry",
            10 => $"{id}{s}{email}{s}x\0y",
            11 => $"\uFEFF{id}{s}{email}{s}x",
            12 => $"{s}{s}\n{id}{s}{email}{s}x\n\n{s}",
            13 => $"{id}{s}{email}{s}x",
            14 => $"{id}{s}{email}{s}\"two\n\nlines{s} \"\"quoted\"\"\"",
            15 => $"{id}{s}{email}{s}\"x\"y",
            16 => $"\"{id}\"{s} \"{email}\"{s}\"\"\"\"",
            17 => $"{id}{s}{email}{s}{new string('x', 70_000)}",
            18 => $"{id}{s}no address{s}x",
            _ => $"{id}{s}{email}{s}x",
        };
    }

    private void Append(string text) => _bytes.AddRange(Encoding.UTF8.GetBytes(text));
}
