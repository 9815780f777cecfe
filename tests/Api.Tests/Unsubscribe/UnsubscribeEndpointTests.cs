using System.Text;
using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Application.Consents;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Tests.Unsubscribe;

public sealed class UnsubscribeEndpointTests
{
    [Fact]
    public async Task OneClick_OfALink_EndsMessages_AndOpeningThePageDoesNot()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        (
            await admin.PutAsync("/api/contacts/c1", new JsonObject { ["addresses"] = new JsonObject { ["email"] = "ann@example.net" } })
        ).Expect(201);
        var path = await PathAsync(api, admin, "ann@example.net", "c1");
        var reader = api.Client(key: null);

        var page = await reader.GetAsync(path);
        var before = (await admin.GetAsync("/api/contacts/c1")).Expect(200)["consent"]!.ToJsonString();
        var done = await OneClickAsync(reader, path);
        var again = await OneClickAsync(reader, path);
        var after = (await admin.GetAsync("/api/contacts/c1")).Expect(200)["consent"]!["email"]!;

        Assert.Equal((200, 200, 200), (page.Status, done.Status, again.Status));
        Assert.Contains("<form method=\"post\">", page.Text, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal("{}", before);
        Assert.Equal(("unsubscribed", "unsubscribe link"), (after.Text("status"), after.Text("source")));
    }

    [Fact]
    public async Task Link_OfOneTenant_IsWorthlessToAnother()
    {
        await using var api = await TestApi.StartAsync();
        var (admin, other) = (await api.NewTenantAsync(), await api.NewTenantAsync("Other"));
        foreach (var tenant in new[] { admin, other })
        {
            (
                await tenant.PutAsync(
                    "/api/contacts/c1",
                    new JsonObject { ["addresses"] = new JsonObject { ["email"] = "ann@example.net" } }
                )
            ).Expect(201);
        }

        Assert.Equal(200, (await OneClickAsync(api.Client(key: null), await PathAsync(api, admin, "ann@example.net", "c1"))).Status);

        Assert.Equal("{}", (await other.GetAsync("/api/contacts/c1")).Expect(200)["consent"]!.ToJsonString());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("v1.00000000.AAAA")]
    public async Task Token_NotFromHere_IsUnknown(string token)
    {
        await using var api = await TestApi.StartAsync();

        Assert.Equal(404, (await api.Client(key: null).GetAsync($"{UnsubscribeLinks.Path}/{token}")).Status);
        Assert.Equal(404, (await OneClickAsync(api.Client(key: null), $"{UnsubscribeLinks.Path}/{token}")).Status);
    }

    [Fact]
    public async Task OptOut_OfAStranger_HoldsForAContactCreatedLater()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        Assert.Equal(200, (await OneClickAsync(api.Client(key: null), await PathAsync(api, admin, "new@example.net", null))).Status);

        var contact = (
            await admin.PutAsync("/api/contacts/c9", new JsonObject { ["addresses"] = new JsonObject { ["email"] = "New@example.net" } })
        ).Expect(201);

        Assert.Equal("unsubscribed", contact["consent"]!["email"]!.Text("status"));
    }

    private static Task<Answer> OneClickAsync(ApiClient reader, string path) =>
        reader.SendAsync(
            HttpMethod.Post,
            path,
            new StringContent("List-Unsubscribe=One-Click", Encoding.UTF8, "application/x-www-form-urlencoded")
        );

    /// <summary>The link as the tenant's e-mails carry it.</summary>
    private static async Task<string> PathAsync(TestApi api, ApiClient admin, string address, string? contactId)
    {
        await admin.NewTaskAsync(Bodies.Draft());
        var task = api.Signals.Notified.Last();
        return $"{UnsubscribeLinks.Path}/{api.Get<UnsubscribeLinks>().Write(new(task.TenantId, ChannelKind.Email, address, contactId, task.Id))}";
    }
}
