using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Tests.Creatives;

/// <summary>HTML of the largest size that is hard to parse: a check ends, and the process lives.</summary>
public sealed class HostileHtmlTests
{
    private const int Largest = 256 * 1024;

    [Theory]
    [InlineData("<")]
    [InlineData("a<")]
    [InlineData("<<b>")]
    [InlineData("</>")]
    [InlineData("a</b>")]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("<b><p>")]
    [InlineData("<table>")]
    [InlineData("<a href=x>")]
    [InlineData("<p style='color:red'>")]
    [InlineData("<!--a-->")]
    [InlineData("<script><")]
    [InlineData("<style>a{b:c}</style>")]
    [InlineData("&lt;")]
    [InlineData("&")]
    [InlineData("{{ email }}<")]
    public void Check_OfRepeatedHtml_Ends(string piece)
    {
        var html = string.Concat(
            Enumerable.Repeat(piece, Math.Min(Largest / piece.Length, piece.Contains("{{", StringComparison.Ordinal) ? 1999 : int.MaxValue))
        );

        foreach (var inlines in new[] { false, true })
        {
            var errors = new ValidationErrors();
            CreativeValidator.Check(
                new Creative("Hello", null, html) { InlineStyles = inlines },
                ChannelKind.Email,
                new CreativeUse(HasCampaign: false, HasUnsubscribeLink: false),
                "creative",
                errors
            );
        }
    }
}
