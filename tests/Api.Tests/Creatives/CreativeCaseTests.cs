using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Creatives;

namespace CampaignTasks.Api.Tests.Creatives;

/// <summary>Tasks that people of other products complained about, as files in <c>Cases</c>.</summary>
public sealed class CreativeCaseTests
{
    [Fact]
    public async Task ForeignFallbacks_AreRefused_WithLiquidsSpelling()
    {
        var answer = await PostAsync("foreign-fallback.json");

        var text = answer.ExpectProblem(422, "invalid")["errors"]!["creative.text"]!.AsArray().Select(m => m!.GetValue<string>()).ToList();
        Assert.Equal(2, text.Count);
        Assert.Contains("{{ firstName | default: 'friend' }}", text[0], StringComparison.Ordinal);
        Assert.Contains("'upcase'", text[1], StringComparison.Ordinal);
        Assert.DoesNotContain("creative.subject", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HtmlFallbacksAndEncodedBraces_AreRefused_AndAreRightInLiquid()
    {
        var errors = (await PostAsync("html-fallback-and-links.json")).ExpectInvalid("creative.html");

        Assert.Contains("{{ company | default: \"Smith &amp; Sons\" }}", errors, StringComparison.Ordinal);
        var html = (await ReadAsync("html-fallback-and-links.json"))["creative"]!["html"]!.GetValue<string>();
        html = html.Replace("{{company|Smith &amp; Sons}}", "{{ company | default: \"Smith &amp; Sons\" }}", StringComparison.Ordinal)
            .Replace("{{email}}", "{{ email | url_encode }}", StringComparison.Ordinal)
            .Replace("%7B%7Bemail%7D%7D", "{{ email | url_encode }}", StringComparison.Ordinal);
        var filled = CompiledCreative
            .From(new Creative("s", null, html), ChannelKind.Email)
            .Render(new CreativeRecipient("a+news&x@example.net"));
        Assert.Equal(
            "<p>Smith &amp; Sons</p><a href=\"https://shop.example/?email=a%2Bnews%26x%40example.net\">go</a> "
                + "<a href=\"https://shop.example/a%2Bnews%26x%40example.net\">raw</a>",
            Assert.IsType<CreativeRendering.Filled>(filled).Content.Html
        );
    }

    [Fact]
    public async Task AnUnsubscribeLink_WithoutAPublicAddress_IsRefusedWithTheSetting()
    {
        var refused = await PostAsync("unsubscribe-without-public-base-url.json");

        Assert.Contains("CampaignTasks__PublicBaseUrl", refused.ExpectInvalid("creative.text"), StringComparison.Ordinal);
        Assert.Contains("CampaignTasks__PublicBaseUrl", refused.ExpectInvalid("creative.html"), StringComparison.Ordinal);
        (await PostAsync("unsubscribe-without-public-base-url.json", ("PublicBaseUrl", "https://tasks.example.com"))).Expect(201);
    }

    [Fact]
    public async Task Names_OfAttributesAndFields_IgnoreCase()
    {
        var text = "{{ firstName | default: \"there\" }} from {{ country | default: \"your country\" }}";
        var contact = new Contact
        {
            TenantId = "t",
            Id = "ann",
            Country = "FR",
            Attributes = new Dictionary<string, AttributeValue> { ["FIRSTNAME"] = new AttributeValue.Text("Ann") },
            CreatedAt = default,
            UpdatedAt = default,
        };

        (await PostAsync("variable-case.json")).ExpectProblem(422, "invalid");
        var filled = CompiledCreative
            .From(new Creative("s", text, null), ChannelKind.Email)
            .Render(new CreativeRecipient("ann@example.net") { Contact = contact });

        Assert.Equal("Ann from FR", Assert.IsType<CreativeRendering.Filled>(filled).Content.Text);
    }

    [Fact]
    public async Task ALineBreakInAWhatsappVariable_IsRefused() =>
        Assert.Contains(
            "line break",
            (await PostAsync("whatsapp-literal-newline.json")).ExpectInvalid("creative.templateVariables.1"),
            StringComparison.Ordinal
        );

    private static async Task<Answer> PostAsync(string file, params (string, string)[] settings)
    {
        await using var api = await TestApi.StartAsync(settings: settings);
        var admin = await api.NewTenantAsync();
        var task = await ReadAsync(file);
        (
            await admin.PostAsync("/api/channel-accounts", Bodies.Account(task["channel"]!.GetValue<string>()).With("isDefault", true))
        ).Expect(201);
        return await admin.PostAsync("/api/tasks", task);
    }

    private static async Task<JsonNode> ReadAsync(string file, [CallerFilePath] string here = "") =>
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(here)!, "Cases", file)))!;
}
