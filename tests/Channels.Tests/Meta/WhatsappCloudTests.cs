using System.Text.Json.Nodes;
using CampaignTasks.Channels.Meta;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.Channels.Tests.Meta;

public sealed class WhatsappCloudTests : IAsyncLifetime
{
    private MetaStandIn _server = null!;

    public async Task InitializeAsync() => _server = await MetaStandIn.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Send_AText_CarriesTheMessagesId()
    {
        Assert.Equal(new SendOutcome.Accepted("wamid.1"), await SendAsync(new(null, "Hello", null)));

        Assert.Equal(
            $$"""
            {"messaging_product":"whatsapp","recipient_type":"individual","to":"15551234567","type":"text","text":{"body":"Hello","preview_url":false},"biz_opaque_callback_data":"{{Given.Id()}}"}
            """.Trim(),
            Body().ToJsonString()
        );
    }

    [Fact]
    public async Task Send_ATemplate_PutsItsVariablesInTheirPlaces()
    {
        var variables = new Dictionary<string, string>
        {
            ["2"] = "Monday",
            ["1"] = "Ann",
            ["header.1"] = "Order 7",
            ["button.0"] = "track/7",
        };

        Assert.IsType<SendOutcome.Accepted>(await SendAsync(new(null, null, null, "order_sent/en_US", variables)));

        var template = Body()["template"]!;
        Assert.Equal("""{"code":"en_US","policy":"deterministic"}""", template["language"]!.ToJsonString());
        Assert.Equal(
            """
            [{"type":"header","parameters":[{"type":"text","text":"Order 7"}]},{"type":"body","parameters":[{"type":"text","text":"Ann"},{"type":"text","text":"Monday"}]},{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"track/7"}]}]
            """.Trim(),
            template["components"]!.ToJsonString()
        );
    }

    [Fact]
    public async Task Send_ATemplateWithNamedParameters_NamesThem()
    {
        var variables = new Dictionary<string, string> { ["customer_name"] = "Ann" };

        Assert.IsType<SendOutcome.Accepted>(await SendAsync(new(null, null, null, "hello", variables), ("templateLanguage", "fr")));

        Assert.Equal("fr", (string?)Body()["template"]!["language"]!["code"]);
        Assert.Equal("customer_name", (string?)Body()["template"]!["components"]![0]!["parameters"]![0]!["parameter_name"]);
    }

    [Theory]
    [InlineData("hello", "1")]
    [InlineData("hello/en", "footer.1")]
    [InlineData("hello/en", "button.x")]
    [InlineData("hello/en", "body.")]
    public async Task Send_ATemplateThatCannotBeNamed_IsRejected_AndNothingLeaves(string id, string place)
    {
        var outcome = await SendAsync(new(null, null, null, id, new Dictionary<string, string> { [place] = "x" }));

        Assert.Equal("badTemplate", Assert.IsType<SendOutcome.Rejected>(outcome).Code);
        Assert.Equal(0, _server.RequestCount);
    }

    [Theory]
    [InlineData("0", typeof(SendOutcome.Misconfigured))]
    [InlineData("190", typeof(SendOutcome.Misconfigured))]
    [InlineData("200", typeof(SendOutcome.Misconfigured))]
    [InlineData("131031", typeof(SendOutcome.Misconfigured))]
    [InlineData("131042", typeof(SendOutcome.Misconfigured))]
    [InlineData("4", typeof(SendOutcome.Throttled))]
    [InlineData("130429", typeof(SendOutcome.Throttled))]
    [InlineData("131056", typeof(SendOutcome.Throttled))]
    [InlineData("2", typeof(SendOutcome.Transient))]
    [InlineData("131016", typeof(SendOutcome.Transient))]
    [InlineData("131000", typeof(SendOutcome.Unknown))]
    [InlineData("131026", typeof(SendOutcome.Rejected))]
    [InlineData("131047", typeof(SendOutcome.Rejected))]
    [InlineData("132001", typeof(SendOutcome.Rejected))]
    [InlineData("99999", typeof(SendOutcome.Rejected))]
    public async Task Send_AnError_IsWhatItsCodeSays(string code, Type outcome)
    {
        _server.Script.Everybody(new Misbehaviour.Refuse(400, code, "No."));

        Assert.IsType(outcome, await SendAsync(new(null, "Hello", null)));
    }

    [Fact]
    public async Task Refusal_OfMarketing_IsAVerdict()
    {
        _server.Script.Everybody(new Misbehaviour.Refuse(400, "131050", "User stopped marketing messages."));

        var rejected = Assert.IsType<SendOutcome.Rejected>(await SendAsync(new(null, "Hello", null)));

        Assert.Equal(new Verdict(SuppressionReason.UnsubscribedAtProvider, "whatsapp 131050"), rejected.Verdict);
    }

    private JsonNode Body() => JsonNode.Parse(_server.Requests.Single().Body.Span)!;

    private async Task<SendOutcome> SendAsync(RenderedCreative content, params (string Name, string Value)[] settings)
    {
        using var http = Given.Http();
        var all = _server.WhatsappSettings();
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var account = Given.Account("cloud", ChannelKind.Whatsapp, all);
        return await new WhatsappCloud(http, TimeProvider.System).SendAsync(
            Given.Text(account) with
            {
                Content = content,
            },
            CancellationToken.None
        );
    }
}
