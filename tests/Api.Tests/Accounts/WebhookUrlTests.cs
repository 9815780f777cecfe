using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tests.Accounts;

public sealed class WebhookUrlTests
{
    [Fact]
    public async Task WebhookUrl_IsForAdmins()
    {
        await using var api = await TestApi.StartAsync(settings: ("PublicBaseUrl", "https://tasks.example.com/"));
        var admin = await api.NewTenantAsync();
        var id = await admin.NewAccountAsync();
        var viewer = await api.NewKeyAsync(admin, Role.Viewer);

        var url = (await admin.GetAsync($"/api/channel-accounts/{id}")).Expect(200).Text("webhookUrl");

        Assert.StartsWith($"https://tasks.example.com/api/hooks/email/{id}?code=", url, StringComparison.Ordinal);
        Assert.Null((await viewer.GetAsync($"/api/channel-accounts/{id}")).Expect(200)["webhookUrl"]);
    }

    [Fact]
    public async Task WebhookUrl_WithoutAPublicAddress_IsNotMadeOfTheRequestsHost()
    {
        await using var api = await TestApi.StartAsync();
        await using var development = await TestApi.StartInDevelopmentAsync();

        Assert.Null((await AccountAsync(await api.NewTenantAsync()))["webhookUrl"]);
        Assert.StartsWith(
            "http://127.0.0.1",
            (await AccountAsync(await development.NewTenantAsync())).Text("webhookUrl"),
            StringComparison.Ordinal
        );

        static async Task<JsonNode> AccountAsync(ApiClient admin) =>
            (await admin.GetAsync($"/api/channel-accounts/{await admin.NewAccountAsync()}")).Expect(200);
    }
}
