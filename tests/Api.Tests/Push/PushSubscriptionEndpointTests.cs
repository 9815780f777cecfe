using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;

namespace CampaignTasks.Api.Tests.Push;

public sealed class PushSubscriptionEndpointTests
{
    // The browser of the example in RFC 8291.
    private const string P256dh = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private const string Auth = "BTBZMqHH6r4Tts7J_aSIgg";

    [Fact]
    public async Task Subscription_BecomesTheContactsAddress_AndTheOneBeforeItAgainWhenItIsDeleted()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        (await admin.PostAsync("/api/contacts", new JsonObject { ["id"] = "ann" })).Expect(201);

        var phone = (await PostAsync(admin, "ann", "https://push.example.net/phone")).Expect(201);
        var laptop = (await PostAsync(admin, "ann", "https://push.example.net/laptop")).Expect(201);

        Assert.Equal(laptop.Text("address"), await AddressAsync(admin, "ann"));
        var items = (JsonArray)(await admin.GetAsync("/api/contacts/ann/push-subscriptions")).Expect(200)["items"]!;
        Assert.Equal([laptop.Text("id"), phone.Text("id")], items.Select(item => item!.Text("id")));
        Assert.DoesNotContain("/laptop", items.ToJsonString(), StringComparison.Ordinal);

        (await admin.DeleteAsync($"/api/contacts/ann/push-subscriptions/{laptop.Text("id")}")).Expect(204);
        Assert.Equal(phone.Text("address"), await AddressAsync(admin, "ann"));
        (await admin.DeleteAsync($"/api/contacts/ann/push-subscriptions/{phone.Text("id")}")).Expect(204);
        Assert.Null(await AddressAsync(admin, "ann"));
    }

    [Fact]
    public async Task Subscription_OfABrowserThatSomebodyElseUses_IsTheirs()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        foreach (var id in new[] { "ann", "bob" })
        {
            (await admin.PostAsync("/api/contacts", new JsonObject { ["id"] = id })).Expect(201);
            (await PostAsync(admin, id, "https://push.example.net/shared")).Expect(201);
        }

        Assert.Null(await AddressAsync(admin, "ann"));
        Assert.NotNull(await AddressAsync(admin, "bob"));
        Assert.Empty((JsonArray)(await admin.GetAsync("/api/contacts/ann/push-subscriptions")).Expect(200)["items"]!);
    }

    [Fact]
    public async Task Subscription_BesideTheTokenOfAnApp_LeavesTheToken()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var contact = new JsonObject
        {
            ["id"] = "ann",
            ["addresses"] = new JsonObject { ["push"] = "fake-instance:not-a-real-token" },
        };
        (await admin.PostAsync("/api/contacts", contact)).Expect(201);

        (await PostAsync(admin, "ann", "https://push.example.net/laptop")).Expect(201);

        Assert.Equal("fake-instance:not-a-real-token", await AddressAsync(admin, "ann"));
    }

    [Theory]
    [InlineData("http://push.example.net/a", P256dh, Auth, "endpoint")]
    [InlineData("javascript:alert(1)", P256dh, Auth, "endpoint")]
    [InlineData(null, P256dh, Auth, "endpoint")]
    [InlineData("https://push.example.net/a", "AAAA", Auth, "keys.p256dh")]
    [InlineData(
        "https://push.example.net/a",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw5",
        Auth,
        "keys.p256dh"
    )]
    [InlineData("https://push.example.net/a", null, Auth, "keys.p256dh")]
    [InlineData("https://push.example.net/a", P256dh, "AAAA", "keys.auth")]
    public async Task Subscription_ThatNoBrowserGives_NamesTheField(string? endpoint, string? p256dh, string? auth, string field)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        (await admin.PostAsync("/api/contacts", new JsonObject { ["id"] = "ann" })).Expect(201);

        var answer = await PostAsync(admin, "ann", endpoint, p256dh, auth);

        answer.ExpectInvalid(field);
    }

    [Fact]
    public async Task Subscription_OfNobody_IsNotFound()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        (await PostAsync(admin, "nobody", "https://push.example.net/a")).ExpectProblem(404, "notFound");
        (await admin.GetAsync("/api/contacts/nobody/push-subscriptions")).ExpectProblem(404, "notFound");
        (await admin.DeleteAsync("/api/contacts/nobody/push-subscriptions/x")).ExpectProblem(404, "notFound");
    }

    private static Task<Answer> PostAsync(
        ApiClient client,
        string contact,
        string? endpoint,
        string? p256dh = P256dh,
        string? auth = Auth
    ) =>
        client.PostAsync(
            $"/api/contacts/{contact}/push-subscriptions",
            new JsonObject
            {
                ["endpoint"] = endpoint,
                ["expirationTime"] = null,
                ["keys"] = new JsonObject { ["p256dh"] = p256dh, ["auth"] = auth },
            }
        );

    private static async Task<string?> AddressAsync(ApiClient client, string contact) =>
        (string?)(await client.GetAsync($"/api/contacts/{contact}")).Expect(200)["addresses"]?["push"];
}
