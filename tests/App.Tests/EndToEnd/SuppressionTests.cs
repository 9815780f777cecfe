using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>What people and providers say about addresses, through the real app: it holds for every later task.</summary>
public sealed class SuppressionTests
{
    private static CancellationToken Token => CancellationToken.None;

    [Theory]
    [InlineData("Bounced", "hardBounce")]
    [InlineData("Suppressed", "providerSuppressed")]
    public async Task Address_ThatTakesNoMail_IsMailedOnce_AndSkippedByLaterTasksWithTheReason(string status, string reason)
    {
        await using var scene = await MailFixture.StartAsync();
        await scene.EndedAsync(await scene.SendAsync(2), "completed");
        var (bounced, mail) = scene.Provider.Mails.Single(mail => mail.Value.To == "reader1@example.net");
        var hook = new Uri((string)scene.Account["webhookUrl"]!);
        Assert.Equal(HttpStatusCode.OK, await scene.Provider.ReportAsync(hook, status, [bounced], Token));

        for (var later = 0; later < 3; later++)
        {
            var task = await scene.Company.SendAsync(scene.Account, "READER1@example.net\nreader2@example.net");
            await scene.EndedAsync(task, "completed");
            var run = (await scene.Company.GetAsync($"/api/tasks/{task}/runs"))["items"]![0]!;
            Assert.Equal((1, 1), ((int)run["waterfall"]!["suppressed"]!, (int)run["waterfall"]!["planned"]!));
        }

        Assert.Single(scene.Provider.Mails.Values, one => one.To.Equals(mail.To, StringComparison.OrdinalIgnoreCase));
        var item = Assert.Single((await scene.Company.GetAsync("/api/suppressions"))["items"]!.AsArray())!;
        Assert.Equal(
            ("email", "reader1@example.net", reason, "acs"),
            ((string)item["channel"]!, (string)item["address"]!, (string)item["reason"]!, (string)item["source"]!)
        );
    }

    [Fact]
    public async Task Address_ThatBouncesWhileItsMessageIsPending_IsSkippedWithTheReason_UntilLiftedByHand()
    {
        await using var scene = await MailFixture.StartAsync();
        await scene.EndedAsync(await scene.SendAsync(1), "completed");
        var hook = new Uri((string)scene.Account["webhookUrl"]!);
        var paced = await PausedAsync(scene, "reader0@example.net");
        Assert.Equal(HttpStatusCode.OK, await scene.Provider.ReportAsync(hook, "Bounced", scene.Provider.Mails.Keys, Token));

        await scene.Company.ActAsync(paced, "resume");
        await scene.EndedAsync(paced, "completed");

        Assert.StartsWith(
            "suppressed: hardBounce by acs on ",
            (string)Assert.Single(await scene.Company.MessagesAsync(paced, "skipped"))["reason"]!,
            StringComparison.Ordinal
        );
        Assert.Single(scene.Provider.Mails);
        var (lifted, _) = await scene.Company.AskAsync(HttpMethod.Delete, "/api/suppressions/email/reader0@example.net");
        Assert.Equal(HttpStatusCode.NoContent, lifted);
        await scene.EndedAsync(await scene.SendAsync(1), "completed");
        Assert.Equal(2, scene.Provider.Mails.Count);
    }

    [Fact]
    public async Task Number_ThatOptedOutAtTwilio_IsAskedOnce_AndItsContactIsUnsubscribed()
    {
        await using var provider = await TwilioStandIn.StartAsync();
        await using var site = new AppSite();
        site.Environment["CampaignTasks__PublicBaseUrl"] = site.Url;
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);
        var account = await company.AddAccountAsync("sms", "twilio", provider.Settings());
        await company.DoAsync(HttpMethod.Put, "/api/contacts/ann", new { addresses = new { phone = "+15551000000" } });
        provider.Script.For("+15551000000", new Misbehaviour.Refuse(400, "21610", "Attempt to send to unsubscribed recipient"));

        for (var i = 0; i < 4; i++)
        {
            await app.UntilEndedAsync(company, await company.SendAsync(account, "+15551000000"), "completed");
        }

        Assert.Equal(1, provider.RequestCount);
        var contact = await company.GetAsync("/api/contacts/ann");
        Assert.Equal(
            ("unsubscribed", "twilio 21610"),
            ((string)contact["consent"]!["sms"]!["status"]!, (string)contact["consent"]!["sms"]!["source"]!)
        );
        Assert.Equal("unsubscribedAtProvider", (string)contact["suppressions"]!["sms"]!["reason"]!);

        // The person comes back: the provider takes messages again, and so do we.
        provider.Script.For("+15551000000", null);
        var hook = new Uri((string)account["webhookUrl"]!);
        Assert.Equal(HttpStatusCode.OK, await provider.TextAsync(hook, "SM900", "+15551000000", "start", "START", Token));
        await app.UntilEndedAsync(company, await company.SendAsync(account, "+15551000000"), "completed");
        Assert.Equal(2, provider.RequestCount);
    }

    [Fact]
    public async Task Words_OfPeople_InTheirLanguageAndSpelling_EndTheirMessages()
    {
        await using var provider = await TwilioStandIn.StartAsync();
        await using var site = new AppSite();
        site.Environment["CampaignTasks__PublicBaseUrl"] = site.Url;
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);
        var account = await company.AddAccountAsync("whatsapp", "twilio", provider.Settings());
        var hook = new Uri((string)account["webhookUrl"]!);
        await company.DoAsync(HttpMethod.Put, "/api/contacts/ana", new { addresses = new { phone = "+525512345678" } });
        (string From, string Text, string? Type)[] heard =
        [
            ("whatsapp:+5215512345678", "Detener, por favor", null),
            ("whatsapp:+15551000001", "ARRE\u0302T", null),
            ("whatsapp:+15551000002", "\"stop\"\u200B", null),
            ("whatsapp:+15551000003", "no thank you", "STOP"),
            ("whatsapp:+15551000004", "HELP", "HELP"),
            ("whatsapp:+15551000005", "when does it stop raining", null),
        ];

        foreach (var (i, (from, text, type)) in heard.Index())
        {
            Assert.Equal(HttpStatusCode.OK, await provider.TextAsync(hook, $"SM{i}", from, text, type, Token));
        }

        var task = await company.DoAsync(
            HttpMethod.Post,
            "/api/tasks",
            new
            {
                name = "Words",
                channel = "whatsapp",
                audience = new { list = "+525512345678\n+15551000001\n+15551000002\n+15551000003\n+15551000004\n+15551000005" },
                creative = new { templateId = "HX00000000000000000000000000000001" },
            }
        );
        await app.UntilEndedAsync(company, (string)task["id"]!, "completed");

        Assert.Equal(["whatsapp:+15551000004", "whatsapp:+15551000005"], provider.Requests.Select(request => request.To).Order());
        var ana = await company.GetAsync("/api/contacts/ana");
        Assert.Equal("unsubscribed", (string)ana["consent"]!["whatsapp"]!["status"]!);
    }

    [Fact]
    public async Task Mailbox_SharedByTwoContacts_IsClosedForBoth_WhoeverSaysSo()
    {
        await using var scene = await MailFixture.StartAsync();
        var company = scene.Company;
        await company.DoAsync(HttpMethod.Put, "/api/contacts/ann", new { addresses = new { email = "home@example.net" } });
        await company.DoAsync(HttpMethod.Put, "/api/contacts/bob", new { addresses = new { email = "Home@example.net" } });
        var pending = await PausedAsync(scene, "home@example.net");

        await company.DoAsync(
            HttpMethod.Patch,
            "/api/contacts/ann",
            new { consent = new { email = new { status = "unsubscribed", source = "phone call" } } }
        );
        var preview = await company.DoAsync(
            HttpMethod.Post,
            "/api/audiences/preview",
            new { channel = "email", audience = new { list = "home@example.net" } }
        );
        await company.ActAsync(pending, "resume");
        await scene.EndedAsync(pending, "completed");

        Assert.Equal((0, 1), ((int)preview["waterfall"]!["planned"]!, (int)preview["waterfall"]!["noConsent"]!));
        Assert.StartsWith(
            "unsubscribed: by phone call on ",
            (string)Assert.Single(await company.MessagesAsync(pending))["reason"]!,
            StringComparison.Ordinal
        );
        Assert.Empty(scene.Provider.Mails);
    }

    [Fact]
    public async Task Delivered_Undelivered_DeliveredAgain_StaysDelivered_AndSuppressesNothing()
    {
        await using var provider = await TwilioStandIn.StartAsync();
        await using var site = new AppSite();
        site.Environment["CampaignTasks__PublicBaseUrl"] = site.Url;
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);
        var account = await company.AddAccountAsync("sms", "twilio", provider.Settings());
        var task = await company.SendAsync(account, "+15551000000");
        await app.UntilEndedAsync(company, task, "completed");
        var message = Assert.Single(provider.Messages.Values);

        foreach (var (status, code) in new[] { ("delivered", null), ("undelivered", "30005"), ("delivered", (string?)null) })
        {
            Assert.Equal(HttpStatusCode.OK, await provider.ReportAsync(message, status, code, Token));
        }

        Assert.Equal("delivered", (string)Assert.Single(await company.MessagesAsync(task))["status"]!);
        Assert.Empty((await company.GetAsync("/api/suppressions"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Patches_ManyAtOnceWithoutIfMatch_AllSucceed_AndWithItOneDoes()
    {
        await using var site = new AppSite();
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);
        await company.DoAsync(HttpMethod.Put, "/api/contacts/ann", new { attributes = new { count = 0 } });

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(i =>
                    company.AskAsync(
                        HttpMethod.Patch,
                        "/api/contacts/ann",
                        new { attributes = new Dictionary<string, int> { [$"a{i}"] = i } }
                    )
                )
        );

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        var contact = await company.GetAsync("/api/contacts/ann");
        Assert.Equal(17, contact["attributes"]!.AsObject().Count);

        using var api = new HttpClient { BaseAddress = new Uri(site.Url) };
        api.DefaultRequestHeaders.Authorization = new("Bearer", site.Key);
        using var read = await api.GetAsync(new Uri("/api/contacts/ann", UriKind.Relative));
        var tagged = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async i =>
                {
                    using var request = new HttpRequestMessage(HttpMethod.Patch, "/api/contacts/ann")
                    {
                        Content = JsonContent.Create(new JsonObject { ["attributes"] = new JsonObject { ["count"] = i } }),
                    };
                    request.Headers.IfMatch.Add(read.Headers.ETag!);
                    using var answer = await api.SendAsync(request);
                    return answer.StatusCode;
                })
        );
        Assert.Equal(1, tagged.Count(status => status is HttpStatusCode.OK));
        Assert.Equal(7, tagged.Count(status => status is HttpStatusCode.PreconditionFailed));
    }

    // A task whose message was planned and asked for, but not taken, and is pending when it is resumed.
    private static async Task<string> PausedAsync(MailFixture scene, string list)
    {
        var before = scene.Provider.RequestCount;
        scene.Provider.Script.Everybody(new Misbehaviour.Throttle("1"));
        var task = await scene.Company.SendAsync(scene.Account, list);
        await scene.App.UntilAsync("it was asked for", () => Task.FromResult(scene.Provider.RequestCount > before));
        await scene.Company.ActAsync(task, "pause");
        await scene.App.UntilTaskIsAsync(scene.Company, task, "paused");
        scene.Provider.Script.Everybody(null);
        return task;
    }
}
