using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;

namespace CampaignTasks.Api.Tests.Channels;

public sealed class ChannelEndpointTests
{
    [Fact]
    public async Task Get_Channels_TellsWhatEachCarriesAndItsProviders()
    {
        await using var api = await TestApi.StartAsync();

        var items = (await (await api.NewTenantAsync()).GetAsync("/api/channels")).Expect(200)["items"]!.AsArray();

        Assert.Equal(
            ["email", "sms", "whatsapp", "telegram", "vk", "instagram", "avito", "push", "inbox", "web", "webhook"],
            items.Select(item => item!.Text("channel"))
        );
        var texts = Of(items, "sms");
        Assert.Equal("""{"most":1600,"unit":"characters"}""", texts["text"]!.ToJsonString());
        Assert.Equal("""{"most":1000,"unit":"octets"}""", Of(items, "instagram")["text"]!.ToJsonString());
        Assert.Equal("PT3S", Of(items, "telegram").Text("minimumPause"));
        Assert.True(Of(items, "email")["html"]!.GetValue<bool>());
        Assert.DoesNotContain("templateId", Of(items, "vk")["fields"]!.AsArray().Select(field => field!.GetValue<string>()));
    }

    [Fact]
    public async Task Get_Channels_TellsWhatAnAccountOfAProviderNeeds()
    {
        await using var api = await TestApi.StartAsync();

        var items = (await (await api.NewTenantAsync()).GetAsync("/api/channels")).Expect(200)["items"]!.AsArray();

        var provider = Of(items, "sms")["providers"]!.AsArray().Single()!;
        Assert.Equal("plain", provider.Text("provider"));
        Assert.Equal("""["delivered"]""", provider["receipts"]!.ToJsonString());
        Assert.Equal(
            """{"name":"password","required":true,"secret":true,"hint":"The password of the sender."}""",
            provider["settings"]![1]!.ToJsonString()
        );
    }

    private static JsonNode Of(JsonArray items, string channel) => items.Single(item => item!.Text("channel") == channel)!;
}
