using System.Net;
using CampaignTasks.Domain.Creatives;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Creatives;

public sealed class CompiledCreativeTests
{
    [Fact]
    public void Render_OfAnAddress_FillsEveryPart()
    {
        var creative = new Creative("To {{email}}", "Hi {{firstName|there}}, {{address}}", "<b>{{email}}</b>");

        var rendered = CompiledCreative.From(creative, ChannelKind.Email).Render("o'neil@example.net");

        Assert.Equal(
            new RenderedCreative("To o'neil@example.net", "Hi there, o'neil@example.net", "<b>o&#39;neil@example.net</b>"),
            rendered
        );
    }

    [Fact]
    public void Render_OfATemplateOfTheProvider_FillsItsVariables()
    {
        var variables = new Dictionary<string, string> { ["1"] = "{{phone}}", ["2"] = "{{firstName|friend}}" };

        var rendered = CompiledCreative.From(new Creative(null, null, null, "HX1", variables), ChannelKind.Whatsapp).Render("+14255550123");

        Assert.Equal("HX1", rendered.TemplateId);
        Assert.Equal(new Dictionary<string, string> { ["1"] = "+14255550123", ["2"] = "friend" }, rendered.TemplateVariables);
        Assert.Null(rendered.Text);
    }

    [Property]
    public bool Render_InHtml_LetsNoValueOrFallbackBecomeMarkup(string? s)
    {
        var value = s ?? "";
        var html = CompiledCreative.From(new Creative("s", null, "<p>{{x|<i>}}</p>"), ChannelKind.Email).Render(_ => value).Html!;
        var inner = html["<p>".Length..^"</p>".Length];
        return !inner.AsSpan().ContainsAny("<>\"'")
            && (value is "" || WebUtility.HtmlDecode(inner) == WebUtility.HtmlDecode(WebUtility.HtmlEncode(value)));
    }

    [Property]
    public Property Render_InTheSubject_LetsNoValueBreakTheLine() =>
        Prop.ForAll(
            Gen.Elements("\r", "\n", "\u2028", "\u0085", "\0", "a", "é", " ").ListOf().Select(p => string.Concat(p)).ToArbitrary(),
            value =>
            {
                var rendered = CompiledCreative.From(new Creative("Hi {{x|}}", "t", null), ChannelKind.Email).Render(_ => value).Subject!;
                return !rendered.Any(c => char.IsControl(c) || c is '\u2028') && rendered.Length == 3 + value.Length;
            }
        );

    [Property]
    public bool Render_InTheText_LeavesTheValueAsItIs(NonEmptyString value) =>
        CompiledCreative.From(new Creative("s", "[{{x|}}]", null), ChannelKind.Email).Render(_ => value.Get).Text == $"[{value.Get}]";

    [Fact]
    public void Of_AFaultyCreative_ThrowsWithTheFault()
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
            CompiledCreative.From(new Creative("s", "{{phone}}", null), ChannelKind.Email)
        );

        Assert.Contains("phone", error.Message, StringComparison.Ordinal);
    }
}
