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

    [Theory]
    [InlineData("c1", null)]
    [InlineData("c1", "nonsense")]
    [InlineData("c1", "its own")]
    public async Task JoinLink_ToAnAccountWithoutLinks_NamesTheAccount(string contact, string? account)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        (await admin.PostAsync("/api/contacts", new JsonObject { ["id"] = contact })).Expect(201);
        var own = account is "its own" ? await admin.NewAccountAsync() : account;

        var answer = await admin.PostAsync($"/api/contacts/{contact}/join-links", new JsonObject { ["account"] = own });

        answer.ExpectInvalid("account");
    }

    [Fact]
    public async Task JoinLink_OfNobody_IsNotFound()
    {
        await using var api = await TestApi.StartAsync();

        var answer = await (await api.NewTenantAsync()).PostAsync("/api/contacts/nobody/join-links", new JsonObject { ["account"] = "x" });

        answer.ExpectProblem(404, "notFound");
    }

    private static JsonNode Of(JsonArray items, string channel) => items.Single(item => item!.Text("channel") == channel)!;
}
