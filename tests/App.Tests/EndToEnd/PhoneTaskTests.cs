using System.Net;
using System.Text;
using CampaignTasks.Testing.Providers;
using Microsoft.AspNetCore.WebUtilities;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>SMS and WhatsApp through the real app and a stand-in for Twilio, receipts included.</summary>
public sealed class PhoneTaskTests
{
    [Fact]
    public async Task SmsTask_WithReceiptsOutOfOrder_EndsWhereEachMessageGotFarthest()
    {
        await using var provider = await TwilioStandIn.StartAsync();
        await using var site = new AppSite();
        site.Environment["CampaignTasks__PublicBaseUrl"] = site.Url;
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);
        var task = await company.SendAsync(await company.AddAccountAsync("sms", "twilio", provider.Settings()), Company.Phones(40));
        await app.UntilEndedAsync(company, task, "completed");
        TakenMessage[] taken = [.. provider.Messages.Values.OrderBy(m => m.Id)];

        foreach (var message in taken[..30])
        {
            Assert.Equal(HttpStatusCode.OK, await provider.ReportAsync(message, "delivered", null, CancellationToken.None));
            Assert.Equal(HttpStatusCode.OK, await provider.ReportAsync(message, "sent", null, CancellationToken.None));
        }

        foreach (var message in taken[30..])
        {
            Assert.Equal(HttpStatusCode.OK, await provider.ReportAsync(message, "undelivered", "30005", CancellationToken.None));
            Assert.Equal(HttpStatusCode.OK, await provider.ReportAsync(message, "undelivered", "30005", CancellationToken.None));
        }

        await app.UntilAsync("the receipts are counted", async () => await company.CountAsync(task, "failed") == 10);
        Assert.Equal((30, 30), (await company.CountAsync(task, "sent"), await company.CountAsync(task, "delivered")));
        Assert.All(await company.MessagesAsync(task, "failed"), m =>
            Assert.Contains("30005", (string)m["reason"]!, StringComparison.Ordinal)
        );
    }

    // It is ten megabytes: whoever sends no SMS does not pay for them.
    [Fact]
    public async Task App_BeforeTheFirstSms_HasNotLoadedTwilio()
    {
        await using var provider = await TwilioStandIn.StartAsync();
        await using var site = new AppSite();
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);
        var account = await company.AddAccountAsync("sms", "twilio", provider.Settings());
        Task<string> LoadedAsync() => File.ReadAllTextAsync($"/proc/{app.ProcessId}/maps");

        var before = await LoadedAsync();
        await app.UntilEndedAsync(company, await company.SendAsync(account, Company.Phones(1)), "completed");
        var after = await LoadedAsync();

        Assert.DoesNotContain("/Twilio.dll", before, StringComparison.Ordinal);
        Assert.Contains("/Twilio.dll", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SmsTask_WithAReceiptThatIsNotSignedByTheAccount_RecordsNothing()
    {
        await using var provider = await TwilioStandIn.StartAsync();
        await using var site = new AppSite();
        site.Environment["CampaignTasks__PublicBaseUrl"] = site.Url;
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);
        var task = await company.SendAsync(await company.AddAccountAsync("sms", "twilio", provider.Settings()), Company.Phones(1));
        await app.UntilEndedAsync(company, task, "completed");
        var message = Assert.Single(provider.Messages.Values);

        using var forged = new HttpRequestMessage(HttpMethod.Post, message.StatusCallback)
        {
            Content = new FormUrlEncodedContent(
                new Dictionary<string, string> { ["MessageSid"] = message.Id, ["MessageStatus"] = "failed" }
            ),
        };
        forged.Headers.TryAddWithoutValidation("X-Twilio-Signature", "bm90IHNpZ25lZA==");
        using var answer = await app.Client.SendAsync(forged);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal((1, 0), (await company.CountAsync(task, "sent"), await company.CountAsync(task, "failed")));
    }

    [Fact]
    public async Task WhatsappTask_WithATemplate_SendsItsVariablesAndNoBody()
    {
        await using var provider = await TwilioStandIn.StartAsync();
        await using var site = new AppSite();
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);
        await company.AddAccountAsync("whatsapp", "twilio", provider.Settings());
        await company.DoAsync(HttpMethod.Patch, "/api/settings", new { country = "RU" });

        var task = await company.DoAsync(
            HttpMethod.Post,
            "/api/tasks",
            new
            {
                name = "Template",
                channel = "whatsapp",
                audience = new { list = "+1 (555) 100-2000\n8 912 345-67-89" },
                creative = new
                {
                    templateId = "HX00000000000000000000000000000001",
                    templateVariables = new Dictionary<string, string> { ["1"] = "{{ firstName | default: 'there' }}" },
                },
            }
        );
        await app.UntilEndedAsync(company, (string)task["id"]!, "completed");

        Assert.Equal(["whatsapp:+15551002000", "whatsapp:+79123456789"], provider.Requests.Select(r => r.To).Order());
        Assert.All(provider.Requests, request =>
        {
            var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(request.Body.Span));
            Assert.Equal(("""{"1":"there"}""", false), (form["ContentVariables"].ToString(), form.ContainsKey("Body")));
        });
    }
}
