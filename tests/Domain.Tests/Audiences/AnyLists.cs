using FsCheck;
using FsCheck.Fluent;

namespace CampaignTasks.Domain.Tests.Audiences;

/// <summary>Lists of addresses, good and bad.</summary>
internal static class AnyLists
{
    /// <summary>Lines as people paste them: few enough distinct ones that some repeat, and noise of every kind.</summary>
    public static Arbitrary<(ChannelKind Channel, string[] Lines)> Lines()
    {
        var good = Gen.Elements(
            "ann@example.net",
            "Ann@Example.NET",
            "Bob <bob@example.net>",
            "Cid <cid@example.net>, \"Lee, Ann\" <ann@example.net>; dan@example.net;",
            "+14255550123; +442079460018",
            "info@bücher.example",
            "+14255550123",
            "8 (916) 123-45-67",
            "9161234567",
            "0044 20 7946 0018",
            "@ann_smith",
            "@Ann_Smith",
            "-100123",
            "id123",
            "https://vk.com/club5",
            "token",
            " ",
            "",
            "\t"
        );
        var noise = ArbMap.Default.GeneratorFor<string>().Select(s => new string([.. (s ?? "").Where(c => c is not ('\r' or '\n'))]));
        var spaced = Gen.Elements("", " ", "\u00A0", "\uFEFF").Two().SelectMany(m => good.Select(g => m.Item1 + g + m.Item2));
        var line = Gen.Frequency((4, good), (2, spaced), (2, noise));
        return (
            from channel in Gen.Elements(Enum.GetValues<ChannelKind>())
            from lines in line.ArrayOf()
            select (channel, lines)
        ).ToArbitrary();
    }

    /// <summary>The same as one text with line ends of every kind, cut into stretches anywhere, some of them empty.</summary>
    public static Arbitrary<(ChannelKind Channel, string Text, string[] Stretches)> Stretches() =>
        (
            from list in Lines().Generator
            from ends in Gen.Elements("\n", "\r", "\r\n", "\n\r", "\r\r\n", "\n\n").ListOf(list.Lines.Length + 1)
            from mark in Gen.Elements("", "\uFEFF")
            from isEnded in Gen.Elements(true, false)
            let text = mark + string.Concat(list.Lines.Zip(ends, (line, end) => line + end)) + (isEnded ? "" : "last@example.net")
            from cuts in Gen.Choose(0, text.Length).ListOf()
            select (list.Channel, text, Cut(text, [.. cuts.Append(0).Append(text.Length).Order()]))
        ).ToArbitrary();

    private static string[] Cut(string text, int[] places) => [.. places.Zip(places.Skip(1), (from, to) => text[from..to])];
}
