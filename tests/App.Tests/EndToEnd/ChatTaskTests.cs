using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>Chat channels through the real app and stand-ins for their providers: from the account to the last word of a person.</summary>
public sealed class ChatTaskTests
{
    private const string TokenHeader = "X-Telegram-Bot-Api-Secret-Token";

    [Fact]
    public async Task Telegram_AContactJoinsByLink_IsWrittenTo_AndSaysStop()
    {
        await using var provider = await TelegramStandIn.StartAsync();
        await using var site = new AppSite();
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);
        var account = await company.AddAccountAsync("telegram", "bot", provider.Settings());
        var verification = await company.DoAsync(HttpMethod.Post, $"/api/channel-accounts/{account["id"]}/verify");
        await company.DoAsync(HttpMethod.Post, "/api/contacts", new { id = "ann", attributes = new { firstName = "Ann" } });
        var link = await company.DoAsync(HttpMethod.Post, "/api/contacts/ann/join-links", new { account = (string)account["id"]! });
        var token = HttpUtility.ParseQueryString(new Uri((string)link["url"]!).Query)["start"];

        Assert.Equal(HttpStatusCode.OK, await UpdateAsync(app, account, 1, $"/start {token}"));
        Assert.Equal("123456789", (string?)(await company.GetAsync("/api/contacts/ann"))["addresses"]!["telegram"]);
        var first = await company.SendAsync(account, "123456789");
        await app.UntilEndedAsync(company, first, "completed");
        Assert.Equal(HttpStatusCode.OK, await UpdateAsync(app, account, 2, "STOP"));
        var second = await company.SendAsync(account, "123456789");
        await app.UntilEndedAsync(company, second, "completed");

        Assert.Equal(("works", "@news_bot"), ((string?)verification["status"], (string?)verification["identity"]));
        Assert.Equal("Hi Ann, it is here.", (string?)JsonNode.Parse(provider.Requests.Single().Body.Span)!["text"]);
        Assert.Equal((1, 0), (await company.CountAsync(first, "sent"), await company.CountAsync(second, "sent")));
    }

    [Fact]
    public async Task Telegram_AForgedUpdate_ChangesNothing()
    {
        await using var provider = await TelegramStandIn.StartAsync();
        await using var site = new AppSite();
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);
        var account = await company.AddAccountAsync("telegram", "bot", provider.Settings());

        Assert.Equal(HttpStatusCode.Forbidden, await UpdateAsync(app, account, 1, "STOP", "another-secret-0123456789"));
        var task = await company.SendAsync(account, "123456789");
        await app.UntilEndedAsync(company, task, "completed");

        Assert.Equal(1, await company.CountAsync(task, "sent"));
    }

    [Fact]
    public async Task WhatsappCloud_StatusesInAnyOrder_EndWhereTheMessageGotFarthest()
    {
        await using var provider = await MetaStandIn.StartAsync();
        await using var site = new AppSite();
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);
        var account = await company.AddAccountAsync("whatsapp", "cloud", provider.WhatsappSettings());
        var task = await company.SendAsync(account, "+15551000000\n+15551000001");
        await app.UntilEndedAsync(company, task, "completed");
        var ids = provider.Requests.Select(request => (string)JsonNode.Parse(request.Body.Span)!["biz_opaque_callback_data"]!).ToList();

        foreach (
            var (id, state) in new[] { (ids[0], "read"), (ids[0], "sent"), (ids[1], "failed"), (ids[0], "delivered"), (ids[1], "failed") }
        )
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, account, provider, id, state, isSigned: true));
        }

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(app, account, provider, ids[0], "failed", isSigned: false));
        await app.UntilAsync("the statuses are counted", async () => await company.CountAsync(task, "failed") == 1);
        Assert.Equal((1, 1), (await company.CountAsync(task, "sent"), await company.CountAsync(task, "read")));
        Assert.Contains("131026", (string)(await company.MessagesAsync(task, "failed"))[0]["reason"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vk_AUserWhoForbidsMessages_IsWrittenToNoMore()
    {
        await using var provider = await VkStandIn.StartAsync();
        await using var site = new AppSite();
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);
        var account = await company.AddAccountAsync("vk", "community", provider.Settings());
        async Task<string> CallAsync(string body)
        {
            using var answer = await app.Client.PostAsync(Hook(account), new StringContent(body, Encoding.UTF8, "application/json"));
            return await answer.Content.ReadAsStringAsync();
        }

        var confirmation = await CallAsync("""{"type":"confirmation","group_id":123456}""");
        var first = await company.SendAsync(account, "777\n-888");
        await app.UntilEndedAsync(company, first, "completed");
        var deny = await CallAsync("""{"type":"message_deny","group_id":123456,"event_id":"e1","object":{"user_id":777}}""");
        var second = await company.SendAsync(account, "777\n-888");
        await app.UntilEndedAsync(company, second, "completed");

        Assert.Equal(("a1b2c3d4", "ok"), (confirmation, deny));
        Assert.Equal((2, 1), (await company.CountAsync(first, "sent"), await company.CountAsync(second, "sent")));
        Assert.Equal(["-888", "-888", "777"], provider.Requests.Select(request => request.To).Order(StringComparer.Ordinal));
    }

    private static Uri Hook(JsonNode account) => new(new Uri((string)account["webhookUrl"]!).PathAndQuery, UriKind.Relative);

    private static async Task<HttpStatusCode> UpdateAsync(AppProcess app, JsonNode account, int id, string text, string? secret = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Hook(account))
        {
            Content = JsonContent.Create(
                new
                {
                    update_id = id,
                    message = new
                    {
                        message_id = id,
                        from = new { id = 123456789, is_bot = false },
                        chat = new { id = 123456789, type = "private" },
                        date = 1,
                        text,
                    },
                }
            ),
        };
        var own = HttpUtility.ParseQueryString(new Uri((string)account["webhookUrl"]!).Query)["code"];
        request.Headers.TryAddWithoutValidation(TokenHeader, secret ?? own);
        using var answer = await app.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> StatusAsync(
        AppProcess app,
        JsonNode account,
        MetaStandIn provider,
        string id,
        string state,
        bool isSigned
    )
    {
        var body = Encoding.UTF8.GetBytes(
            $$"""
            {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
             "messaging_product":"whatsapp","metadata":{"phone_number_id":"{{provider.AccountId}}"},
             "statuses":[{"id":"wamid.x","status":"{{state}}","timestamp":"1767607230","recipient_id":"15551000000",
             "biz_opaque_callback_data":"{{id}}","errors":[{"code":131026,"title":"Message undeliverable"}]}] } }]}]}
            """
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, Hook(account)) { Content = new ByteArrayContent(body) };
        request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", isSigned ? provider.Sign(body) : provider.Sign([.. body, 0]));
        using var answer = await app.Client.SendAsync(request);
        return answer.StatusCode;
    }
}
