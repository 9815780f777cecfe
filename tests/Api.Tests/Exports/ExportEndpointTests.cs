using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Api.Tests.Runs;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Api.Tests.Exports;

public sealed class ExportEndpointTests
{
    [Fact]
    public async Task Messages_AsCsv_AreThoseOfTheTaskInOrder()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = (await admin.NewTaskAsync()).Id();
        var run = await LedgerFill.OpenAsync(api, task, messages: 1_300);
        await LedgerFill.SettleAsync(api, run, 0, 1, MessageState.Failed, "=550, no such mailbox");

        var answer = await admin.GetAsync($"/api/tasks/{task}/messages/export");

        Assert.Equal((200, "text/csv; charset=utf-8"), (answer.Status, answer.Headers["Content-Type"]));
        Assert.Equal("attachment; filename=\"messages.csv\"", answer.Headers["Content-Disposition"]);
        var lines = Lines(answer);
        Assert.Equal(
            "id,runId,occurrence,address,contactId,account,status,reason,attempts,providerId,updatedAt,creativeId,creativeVersion",
            lines[0]
        );
        Assert.Equal(Enumerable.Range(0, 1_300).Select(i => $"someone{i}@example.net"), lines.Skip(1).Select(line => line.Split(',')[3]));
        Assert.Contains(",failed,\"'=550, no such mailbox\",1,p-1,", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv", 0)]
    [InlineData("csv", 249)]
    [InlineData("ndjson", 250)]
    [InlineData("ndjson", 1_042)]
    [InlineData("csv", 1_099)]
    public async Task Messages_AfterTheLastOneRead_GoOnWithTheNext(string format, int last)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = (await admin.NewTaskAsync()).Id();
        var run = await LedgerFill.OpenAsync(api, task, messages: 1_100);
        var whole = Lines(await admin.GetAsync($"/api/tasks/{task}/messages/export?format={format}"));
        var header = format is "csv" ? 1 : 0;
        var id = new MessageId(run.Id, last / 250, last % 250);

        var rest = Lines(await admin.GetAsync($"/api/tasks/{task}/messages/export?format={format}&after={id}"));

        Assert.Equal(1_100 + header, whole.Count);
        Assert.Equal(whole.Skip(header + last + 1), rest);
    }

    [Fact]
    public async Task Messages_ByStatus_AreOnlyThese()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = (await admin.NewTaskAsync()).Id();
        var run = await LedgerFill.OpenAsync(api, task, messages: 600);
        await LedgerFill.SettleAsync(api, run, 1, 7, MessageState.Unknown, "no answer");

        var rows = Rows(await admin.GetAsync($"/api/tasks/{task}/messages/export?format=ndjson&status=unknown,failed"));

        var row = Assert.Single(rows);
        Assert.Equal(("someone257@example.net", "unknown"), (row.Text("address"), row.Text("status")));
        Assert.Equal(run.Id.ToString(), row.Text("runId"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("01arz3ndektsv4rrffq69g5fav")]
    public async Task Messages_AfterNoMessageOfTheTask_AreRefused(string after)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = (await admin.NewTaskAsync()).Id();

        (await admin.GetAsync($"/api/tasks/{task}/messages/export?after={after}")).ExpectInvalid("after");
        (await admin.GetAsync($"/api/tasks/{task}/messages/export?format=xml")).ExpectInvalid("format");
    }

    [Fact]
    public async Task Messages_AfterAMessageOfAnotherTask_AreRefused()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var (task, other) = ((await admin.NewTaskAsync()).Id(), (await admin.NewTaskAsync()).Id());
        var run = await LedgerFill.OpenAsync(api, other);

        (await admin.GetAsync($"/api/tasks/{task}/messages/export?after={new MessageId(run.Id, 0, 0)}")).ExpectInvalid("after");
    }

    [Fact]
    public async Task Contacts_AsNdjson_AreThoseOfTheListAndGoOnBehindAnId()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        for (var i = 0; i < 230; i++)
        {
            await admin.NewContactAsync($"c{i}", $"c{i}@example.net", i is 3 ? "unsubscribed" : null);
        }

        var rows = Rows(await admin.GetAsync("/api/contacts/export?format=ndjson"));

        var listed = (await admin.GetAsync("/api/contacts?limit=200")).Expect(200)["items"]!.AsArray();
        Assert.Equal(230, rows.Count);
        Assert.Equal(listed.Select(item => item!.ToJsonString()), rows.Take(200).Select(row => row.ToJsonString()));
        var rest = Rows(await admin.GetAsync($"/api/contacts/export?format=ndjson&after={rows[100].Id()}"));
        Assert.Equal(rows.Skip(101).Select(row => row.Id()), rest.Select(row => row.Id()));
        (await admin.GetAsync("/api/contacts/export?after=a/b")).ExpectInvalid("after");
    }

    [Fact]
    public async Task Contacts_AsCsv_HaveColumnsOfAnImport()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        (
            await admin.PutAsync(
                "/api/contacts/ann",
                new JsonObject
                {
                    ["addresses"] = new JsonObject { ["email"] = "ann@example.net", ["phone"] = "+442079460958" },
                    ["attributes"] = new JsonObject { ["note"] = "=1+1", ["points"] = -5 },
                    ["consent"] = new JsonObject { ["email"] = new JsonObject { ["status"] = "subscribed" } },
                }
            )
        ).Expect(201);

        var all = Cells(await admin.GetAsync("/api/contacts/export"));
        var named = Cells(await admin.GetAsync("/api/contacts/export?attributes=note,POINTS,other"));

        Assert.Equal(("ann", "ann@example.net", "+442079460958"), (all["id"], all["email"], all["sms"]));
        Assert.Equal("subscribed", all["consent.email"]);
        Assert.Equal("\"{\"\"note\"\":\"\"=1+1\"\"", all["attributesJson"]);
        Assert.Equal(("'=1+1", "-5", ""), (named["attributes.note"], named["attributes.POINTS"], named["attributes.other"]));
        foreach (var wrong in new[] { "attributes=a,,b", "attributes=a,A", "attributes=a&format=ndjson" })
        {
            (await admin.GetAsync($"/api/contacts/export?{wrong}")).ExpectInvalid("attributes");
        }
    }

    [Fact]
    public async Task Suppressions_GoOnBehindAnId_AlsoOneThatWasLifted()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        foreach (var address in new[] { "ann@example.net", "bob@example.net", "cat@example.net" })
        {
            var body = new JsonObject { ["channel"] = "email", ["address"] = address };
            (await admin.PostAsync("/api/suppressions", body)).Expect(201);
        }

        var rows = Rows(await admin.GetAsync("/api/suppressions/export?format=ndjson"));
        (await admin.DeleteAsync($"/api/suppressions/email/{rows[0].Text("address")}")).Expect(204);
        var rest = Rows(await admin.GetAsync($"/api/suppressions/export?format=ndjson&channel=email&after={rows[0].Id()}"));

        Assert.Equal(["email:ann@example.net", "email:bob@example.net", "email:cat@example.net"], rows.Select(row => row.Id()).Order());
        Assert.Equal(rows.Skip(1).Select(row => row.Id()), rest.Select(row => row.Id()));
        Assert.Equal(2, Lines(await admin.GetAsync($"/api/suppressions/export?after={rows[0].Id()}")).Count);
        Assert.Single(Lines(await admin.GetAsync("/api/suppressions/export?channel=sms")));
        foreach (var wrong in new[] { "after=ann", "after=fax:ann", "after=email:nobody", "channel=sms&after=email:ann@example.net" })
        {
            (await admin.GetAsync($"/api/suppressions/export?{wrong}")).ExpectInvalid("after");
        }
    }

    [Fact]
    public async Task Audience_OfContacts_IsEvaluatedNow()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var segment = new JsonObject
        {
            ["name"] = "French",
            ["segment"] = new JsonObject { ["countries"] = new JsonArray("FR") },
        };
        var id = (await admin.PostAsync("/api/audiences", segment)).Expect(201).Id();
        foreach (var (name, country) in new[] { ("ann", "FR"), ("bob", "FR"), ("cat", "DE"), ("dan", "FR") })
        {
            var contact = new JsonObject
            {
                ["country"] = country,
                ["addresses"] = new JsonObject { ["email"] = $"{name}@example.net" },
            };
            (await admin.PutAsync($"/api/contacts/{name}", contact)).Expect(201);
        }

        var rows = Rows(await admin.GetAsync($"/api/audiences/{id}/export?channel=email&format=ndjson"));
        var rest = Rows(await admin.GetAsync($"/api/audiences/{id}/export?channel=email&format=ndjson&after={rows[0].Id()}"));

        Assert.Equal(["ann", "bob", "dan"], rows.Select(row => row.Id()).Order());
        Assert.Equal("FR", rows[0].Text("country"));
        Assert.Equal(rows.Skip(1).Select(row => row.Id()), rest.Select(row => row.Id()));
        (await admin.GetAsync($"/api/audiences/{id}/export")).ExpectInvalid("channel");
        (await admin.GetAsync($"/api/audiences/{id}/export?channel=email&after=a/b")).ExpectInvalid("after");
    }

    [Fact]
    public async Task Audience_OfAddresses_GoesOnBehindAPlace()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var list = string.Join('\n', Enumerable.Range(1, 250).Select(i => $"r{i}@example.net"));
        var id = (await admin.PostTextAsync("/api/audiences/import?name=all&channel=email", list, "text/plain")).Expect(201).Id();

        var rows = Rows(await admin.GetAsync($"/api/audiences/{id}/export?format=ndjson"));
        var rest = Rows(await admin.GetAsync($"/api/audiences/{id}/export?format=ndjson&after=201"));

        Assert.Equal(
            Enumerable.Range(1, 250).Select(i => ($"{i}", $"r{i}@example.net")),
            rows.Select(row => (row.Id(), row.Text("address")))
        );
        Assert.Equal("r202@example.net", rest[0].Text("address"));
        (await admin.GetAsync($"/api/audiences/{id}/export?channel=sms")).ExpectInvalid("channel");
        (await admin.GetAsync($"/api/audiences/{id}/export?after=r1@example.net")).ExpectInvalid("after");
    }

    private static List<string> Lines(Answer answer)
    {
        Assert.True(answer.Status is 200, answer.Text);
        Assert.True(answer.Text.Length is 0 || answer.Text.EndsWith('\n'));
        return [.. answer.Text.Split('\n')[..^1]];
    }

    private static List<JsonNode> Rows(Answer answer) => [.. Lines(answer).Select(line => JsonNode.Parse(line)!)];

    // The only row of an export, whose cells before the last one are without commas.
    private static Dictionary<string, string> Cells(Answer answer)
    {
        var lines = Lines(answer);
        Assert.Equal(2, lines.Count);
        return lines[0].Split(',').Zip(lines[1].Split(',')).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal);
    }
}
