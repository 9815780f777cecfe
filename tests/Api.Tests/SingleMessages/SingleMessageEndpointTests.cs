using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Application.SingleMessages;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Testing;

namespace CampaignTasks.Api.Tests.SingleMessages;

public sealed class SingleMessageEndpointTests
{
    private const string Path = "/api/messages";

    [Fact]
    public async Task Message_ToAnAddress_IsAcceptedAndCanBeRead()
    {
        await using var api = await TestApi.StartAsync();
        var (admin, other) = (await api.NewTenantAsync(), await api.NewTenantAsync("Other"));
        var account = await admin.NewAccountAsync();

        var accepted = (await admin.PostAsync(Path, Body())).Expect(202);

        Assert.Equal("pending", accepted.Text("status"));
        var message = (await admin.GetAsync($"{Path}/{accepted.Id()}")).Expect(200);
        Assert.Equal(
            (accepted.Id(), "email", "ann@example.net", "pending", "transactional"),
            (message.Id(), message.Text("channel"), message.Text("address"), message.Text("status"), message.Text("purpose"))
        );
        Assert.Null(message["taskId"]);
        (await other.GetAsync($"{Path}/{accepted.Id()}")).Expect(404);
        (await admin.GetAsync($"{Path}/00000000-0000-0000-0000-000000000000")).Expect(404);
        Assert.Equal([account], Assert.Single(Sender(api).Sent).Batch!.Accounts);
    }

    [Fact]
    public async Task Message_ToAContact_GoesToTheContactsAddress()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();
        await admin.NewContactAsync("ann", "ann@example.net", consent: null);

        var body = Body().With("to", null).With("contactId", "ann");
        var message = (await admin.GetAsync($"{Path}/{(await admin.PostAsync(Path, body)).Expect(202).Id()}")).Expect(200);

        Assert.Equal(("ann@example.net", "ann"), (message.Text("address"), message.Text("contactId")));
    }

    [Fact]
    public async Task Message_OfASavedCreative_NeedsNoChannel_AndNamesItsVersion()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();
        var creative = (await admin.PostAsync("/api/creatives", Bodies.Creative().With("text", "Your code: {{ data.code }}"))).Expect(201);
        var body = new JsonObject
        {
            ["to"] = "ann@example.net",
            ["creativeId"] = creative.Id(),
            ["data"] = new JsonObject { ["code"] = "1234" },
        };

        var message = (await admin.GetAsync($"{Path}/{(await admin.PostAsync(Path, body)).Expect(202).Id()}")).Expect(200);

        Assert.Equal(
            (creative.Id(), 1, "marketing"),
            (message.Text("creativeId"), (int)message["creativeVersion"]!, message.Text("purpose"))
        );
    }

    [Fact]
    public async Task Message_WithTheSameIdempotencyKey_IsOneMessage()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();

        var first = (await admin.PostAsync(Path, Body(), ("Idempotency-Key", "k1"))).Expect(202);
        var again = (await admin.PostAsync(Path, Body(), ("Idempotency-Key", "k1"))).Expect(202);
        var other = (await admin.PostAsync(Path, Body(), ("Idempotency-Key", "k2"))).Expect(202);

        Assert.Equal(first.Id(), again.Id());
        Assert.NotEqual(first.Id(), other.Id());
    }

    [Fact]
    public async Task Message_ForLater_WaitsForItsTime()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();
        var at = TimeProvider.System.GetUtcNow().AddHours(2);

        var id = (await admin.PostAsync(Path, Body().With("sendAt", at.ToString("O")))).Expect(202).Id();

        Assert.NotNull((await admin.GetAsync($"{Path}/{id}")).Expect(200)["sendAt"]);
        Assert.Empty(Sender(api).Sent);
        Assert.Single(Sender(api).Deferred);
    }

    [Fact]
    public async Task Message_OfATask_IsReadByItsId()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = (await admin.NewTaskAsync(Bodies.Draft())).Id();
        var tenant = (await api.Get<ITenantStore>().ListAsync(10, null, default)).Items.Single().Id;
        var run = Any.Run() with { TenantId = tenant, TaskId = task };
        await api.Get<IRunStore>().OpenAsync(run, default);
        await api.Get<ILedger>().AddPagesAsync(run, [Any.Page(messages: 2)], default);

        var message = (await admin.GetAsync($"{Path}/{new MessageId(run.Id, Page: 0, Index: 1)}")).Expect(200);

        Assert.Equal(
            ("email", "user1@example.net", task, run.Id.ToString()),
            (message.Text("channel"), message.Text("address"), message.Text("taskId"), message.Text("runId"))
        );
        Assert.Null(message["purpose"]);
        (await admin.GetAsync($"{Path}/{new MessageId(run.Id, Page: 0, Index: 2)}")).Expect(404);
        (await admin.GetAsync($"{Path}/{new MessageId(run.Id, Page: 1, Index: 0)}")).Expect(404);
        (await admin.GetAsync($"{Path}/{task}")).Expect(404);
    }

    public static TheoryData<string, string, string> Faults =>
        new()
        {
            { """{"to":"ann@example.net","creative":{"subject":"s","text":"t"}}""", "channel", "The channel is missing" },
            { """{"channel":"email","creative":{"subject":"s","text":"t"}}""", "to", "The recipient is missing" },
            {
                """{"channel":"email","to":"a@example.net","contactId":"a","creative":{"subject":"s","text":"t"}}""",
                "contactId",
                "The recipient is ambiguous"
            },
            { """{"channel":"email","to":"nobody","creative":{"subject":"s","text":"t"}}""", "to", "@" },
            {
                """{"channel":"email","contactId":"nobody","creative":{"subject":"s","text":"t"}}""",
                "contactId",
                "There is no contact with this id"
            },
            {
                """{"channel":"email","contactId":"bob","creative":{"subject":"s","text":"t"}}""",
                "contactId",
                "The contact has no email address"
            },
            { """{"channel":"email","to":"a@example.net"}""", "creative", "The creative is missing" },
            { """{"to":"a@example.net","creativeId":"01aaaaaaaaaaaaaaaaaaaaaaaa"}""", "creativeId", "There is no such creative" },
            {
                """{"channel":"email","to":"a@example.net","creative":{"subject":"s","text":"{{ data.code }}"}}""",
                "creative.text",
                "The data of the request has no 'code'"
            },
            {
                """{"channel":"email","to":"a@example.net","creative":{"subject":"s","text":"{{ data.order.total }}"},"data":{"order":{"sum":1}}}""",
                "creative.text",
                "The data of the request has no 'order.total'"
            },
            {
                """{"channel":"email","to":"a@example.net","creative":{"subject":"s","text":"{{ firstName }}"}}""",
                "creative.text",
                "Not everybody has the variable 'firstName'"
            },
            {
                """{"channel":"email","to":"a@example.net","purpose":"transactional","creative":{"subject":"s","text":"{{ unsubscribeUrl }}"}}""",
                "creative.text",
                "A transactional message has no unsubscribe link"
            },
            { """{"channel":"sms","to":"+12025550123","creative":{"text":"t"}}""", "account", "There is no default account" },
            {
                """{"channel":"email","to":"a@example.net","creative":{"subject":"s","text":"t"},"account":"nobody"}""",
                "account",
                "There is no such account"
            },
            {
                """{"channel":"email","to":"a@example.net","creative":{"subject":"s","text":"t"},"sendAt":"2020-01-01T00:00:00Z"}""",
                "sendAt",
                "The time is in the past"
            },
            {
                """{"channel":"email","to":"a@example.net","creative":{"subject":"s","text":"t"},"sendAt":"2099-01-01T00:00:00Z"}""",
                "sendAt",
                "The time is too far ahead"
            },
            {
                """{"channel":"email","to":"a@example.net","creative":{"subject":"s","text":"t"},"purpose":"other"}""",
                "purpose",
                "transactional"
            },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_IsNamedByFieldWithItsFix(string body, string field, string words)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();
        (await admin.PutAsync("/api/contacts/bob", new JsonObject { ["addresses"] = new JsonObject { ["sms"] = "+12025550123" } })).Expect(
            201
        );

        var errors = (await admin.PostTextAsync(Path, body)).Expect(422)["errors"]!.AsObject();

        Assert.Equal([field], errors.Select(error => error.Key));
        Assert.Contains(words, errors[field]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(Sender(api).Sent);
    }

    private static JsonObject Body() =>
        new()
        {
            ["channel"] = "email",
            ["to"] = "ann@example.net",
            ["creative"] = new JsonObject { ["subject"] = "Your receipt", ["text"] = "Thank you." },
            ["purpose"] = "transactional",
        };

    private static RecordedSingleMessages Sender(TestApi api) => (RecordedSingleMessages)api.Get<ISingleMessageSender>();
}
