using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>Mail servers, SendGrid, push and webhooks through the real app: from the account to what providers say later.</summary>
public sealed class MailAndPushTaskTests(OneAppFixture one) : IClassFixture<OneAppFixture>
{
    [Fact]
    public async Task Smtp_ABounceAndAComplaint_ReachTheirMessages_AndSuppressTheAddresses()
    {
        await using var server = SmtpStandIn.Start();
        server.IsOpen = true;
        using var company = one.NewCompany();
        var settings = server.Settings();
        settings["security"] = "none";
        settings.Remove("username");
        settings.Remove("password");
        var account = await company.AddAccountAsync("email", "smtp", settings);
        var task = await company.SendAsync(account, "ann-smtp@example.net\nbob-smtp@example.net\ncem-smtp@example.net");
        await one.App.UntilEndedAsync(company, task, "completed");
        var sent = server.Requests.ToDictionary(request => request.To, request => request.Key!.Value);

        Assert.Equal(HttpStatusCode.OK, await PostAsync(account, Bounce(sent["ann-smtp@example.net"])));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(account, Complaint(sent["bob-smtp@example.net"])));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(account, Bounce(sent["cem-smtp@example.net"]), "?code=guess"));

        await one.App.UntilAsync("the bounce is counted", async () => await company.CountAsync(task, "failed") == 1);
        Assert.Equal((2, 1), (await company.CountAsync(task, "sent"), await company.CountAsync(task, "delivered")));
        Assert.Equal("hardBounce", await SuppressionAsync(company, "email", "ann-smtp@example.net"));
        Assert.Equal("complaint", await SuppressionAsync(company, "email", "bob-smtp@example.net"));
        Assert.Null(await SuppressionAsync(company, "email", "cem-smtp@example.net"));
    }

    [Fact]
    public async Task SendGrid_SignedEvents_ReachTheirMessages_AndOthersDoNot()
    {
        await using var provider = await SendGridStandIn.StartAsync();
        using var company = one.NewCompany();
        var account = await company.AddAccountAsync("email", "sendgrid", provider.Settings());
        var verification = await company.DoAsync(HttpMethod.Post, $"/api/channel-accounts/{account["id"]}/verify");
        var task = await company.SendAsync(account, "ann-grid@example.net");
        await one.App.UntilEndedAsync(company, task, "completed");
        var id = (string)JsonNode.Parse(provider.Requests.Single().Body.Span)!["custom_args"]!["campaignTasksMessage"]!;
        var body = Encoding.UTF8.GetBytes(
            $$"""[{"event":"bounce","type":"bounce","status":"5.1.1","reason":"no","email":"ann-grid@example.net","campaignTasksMessage":"{{id}}"}]"""
        );

        var forged = await PostAsync(account, body, headers: Signed("1767607230", provider.Sign("1767607231", body)));
        var genuine = await PostAsync(account, body, headers: Signed("1767607230", provider.Sign("1767607230", body)));

        await one.App.UntilAsync("the bounce is counted", async () => await company.CountAsync(task, "failed") == 1);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (forged, genuine));
        Assert.Equal("works", (string?)verification["status"]);
        Assert.Equal("hardBounce", await SuppressionAsync(company, "email", "ann-grid@example.net"));
    }

    [Fact]
    public async Task WebPush_ASubscriptionThatIsGone_LeavesTheContact_AndTheOtherOneGetsTheNext()
    {
        await using var provider = await PushStandIn.StartAsync();
        using var company = one.NewCompany();
        var account = await company.AddAccountAsync("push", "webpush", provider.Settings());
        await company.DoAsync(HttpMethod.Post, "/api/contacts", new { id = "ann-push", attributes = new { firstName = "Ann" } });
        var phone = await SubscribeAsync(company, provider, "phone");
        var laptop = await SubscribeAsync(company, provider, "laptop");
        provider.Script.For("laptop", new Misbehaviour.Refuse(410, "", "Gone"));

        var first = await company.SendAsync(account, laptop);
        await one.App.UntilEndedAsync(company, first, "completed");
        var address = (string?)(await company.GetAsync("/api/contacts/ann-push"))["addresses"]!["push"];
        var second = await company.SendAsync(account, phone);
        await one.App.UntilEndedAsync(company, second, "completed");

        Assert.Equal((1, 1), (await company.CountAsync(first, "failed"), await company.CountAsync(second, "sent")));
        Assert.Equal(phone, address);
        Assert.Equal("invalidAddress", await SuppressionAsync(company, "push", laptop));
        Assert.Equal("Hi Ann, it is here.", (string?)provider.Read(provider.Requests.Single(request => request.To == "phone"))["body"]);
    }

    [Fact]
    public async Task FcmAndWebhook_SendForReal()
    {
        await using var fcm = await FcmStandIn.StartAsync();
        await using var receiver = await WebhookStandIn.StartAsync();
        using var company = one.NewCompany();
        var apps = await company.AddAccountAsync("push", "fcm", fcm.Settings());
        var hooks = await company.AddAccountAsync("webhook", "builtin", WebhookStandIn.Settings());

        var toApp = await company.SendAsync(apps, "fake-instance:APA91b-not-a-real-token");
        var toHook = await company.SendAsync(hooks, receiver.Hook);
        await one.App.UntilEndedAsync(company, toApp, "completed");
        await one.App.UntilEndedAsync(company, toHook, "completed");

        Assert.Equal((1, 1), (await company.CountAsync(toApp, "sent"), await company.CountAsync(toHook, "sent")));
        Assert.True(receiver.Requests.Single().IsAuthentic);
        Assert.Equal("***", (string?)apps["settings"]!["serviceAccount"]);
    }

    private async Task<HttpStatusCode> PostAsync(
        JsonNode account,
        byte[] body,
        string? query = null,
        params (string Name, string Value)[] headers
    )
    {
        var hook = new Uri((string)account["webhookUrl"]!);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(hook.AbsolutePath + (query ?? hook.Query), UriKind.Relative))
        {
            Content = new ByteArrayContent(body),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await one.App.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private static (string Name, string Value)[] Signed(string timestamp, string signature) =>
        [("X-Twilio-Email-Event-Webhook-Timestamp", timestamp), ("X-Twilio-Email-Event-Webhook-Signature", signature)];

    private static async Task<string?> SuppressionAsync(Company company, string channel, string address)
    {
        var page = await company.GetAsync($"/api/suppressions?channel={channel}&address={Uri.EscapeDataString(address)}");
        return (string?)((JsonArray)page["items"]!).SingleOrDefault()?["reason"];
    }

    private static async Task<string> SubscribeAsync(Company company, PushStandIn provider, string browser)
    {
        var subscription = provider.Subscribe("", "ann-push", browser);
        var stored = await company.DoAsync(
            HttpMethod.Post,
            "/api/contacts/ann-push/push-subscriptions",
            new { endpoint = subscription.Endpoint, keys = new { p256dh = subscription.P256dh, auth = subscription.Auth } }
        );
        return (string)stored["address"]!;
    }

    private static byte[] Bounce(Guid message) =>
        Report(
            "delivery-status",
            "message/delivery-status",
            "Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; x@example.net\nAction: failed\nStatus: 5.1.1\n",
            message
        );

    private static byte[] Complaint(Guid message) =>
        Report("feedback-report", "message/feedback-report", "Feedback-Type: abuse\nUser-Agent: Isp/1.0\nVersion: 1\n", message);

    private static byte[] Report(string kind, string type, string fields, Guid message) =>
        Encoding.UTF8.GetBytes(
            $"Content-Type: multipart/report; report-type={kind}; boundary=b\n\n--b\nContent-Type: {type}\n\n{fields}\n"
                + $"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{message}@mail.example.com>\n\n--b--\n"
        );
}
