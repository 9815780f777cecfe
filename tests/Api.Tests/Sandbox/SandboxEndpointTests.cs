using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Application.Consents;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tests.Sandbox;

public sealed class SandboxEndpointTests
{
    [Fact]
    public async Task List_ForAViewer_MasksUnsubscribeLinks_AndForAnOperatorDoesNot()
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);
        var admin = await api.NewTenantAsync();
        var task = (await admin.NewTaskAsync()).Id();
        var tenantId = (await LedgerTenantAsync(api, task)).TenantId;
        var token = api.Get<UnsubscribeLinks>().Write(new(tenantId, ChannelKind.Email, "ann@example.net", null, task));
        var link = $"https://tasks.example.com/api/unsubscribe/{token}";
        var html = $"<a href=\"{link}\">x</a> <a href=\"https://example.org/?to={Uri.EscapeDataString(link)}\">y</a>";
        await api.Get<ISandboxOutbox>()
            .AddAsync(
                new(
                    tenantId,
                    new MessageId(new RunId(42), 0, 0),
                    ChannelKind.Email,
                    "a1",
                    "ann@example.net",
                    new RenderedCreative("Hi", $"Hi\n\nUnsubscribe: {link}", html),
                    DateTimeOffset.UnixEpoch
                ),
                default
            );

        var seen = (await (await api.NewKeyAsync(admin, Role.Viewer)).GetAsync("/api/sandbox/messages")).Expect(200);
        var whole = (await (await api.NewKeyAsync(admin, Role.Operator)).GetAsync("/api/sandbox/messages")).Expect(200);

        Assert.DoesNotContain(token, seen.ToJsonString(), StringComparison.Ordinal);
        Assert.EndsWith(
            "Unsubscribe: https://tasks.example.com/api/unsubscribe/hidden",
            seen["items"]![0]!.Text("text"),
            StringComparison.Ordinal
        );
        Assert.Equal(html, whole["items"]![0]!.Text("html"));
    }

    private static Task<Domain.Ledger.Run> LedgerTenantAsync(TestApi api, string task) => Runs.LedgerFill.OpenAsync(api, task);
}
