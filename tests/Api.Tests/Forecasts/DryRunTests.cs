using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Testing.Schedules;

namespace CampaignTasks.Api.Tests.Forecasts;

public sealed class DryRunTests
{
    [Fact]
    public async Task Post_OfADefinition_TellsTheMinuteOfEachMessage()
    {
        await using var site = await Site.StartAsync();
        var account = await site.NewAccountAsync("{}");

        var answer = await site.DryRunAsync(Site.Body(3, """{"startAt":"2026-12-02T09:00:30Z"}""", """{"pauseBetweenMessages":"PT90S"}"""));

        Assert.Equal(
            [
                ("r0@example.net", "2026-12-02T09:00:00Z"),
                ("r1@example.net", "2026-12-02T09:02:00Z"),
                ("r2@example.net", "2026-12-02T09:03:00Z"),
            ],
            answer["messages"]!.AsArray().Select(message => (message!.Text("address"), message!.Text("at")))
        );
        Assert.All(answer["messages"]!.AsArray(), message => Assert.Equal(account, message!.Text("account")));
        Assert.Equal("2026-12-02T09:00:30Z", answer["forecast"]!["occurrences"]![0]!.Text("expectedStart"));
    }

    [Fact]
    public async Task Post_StoresNothing()
    {
        await using var site = await Site.StartAsync();
        var account = await site.NewAccountAsync("""{"dailyLimit":5}""");

        await site.DryRunAsync(Site.Body(20, pacing: """{"pauseBetweenMessages":"PT1M"}"""));

        Assert.Empty((await site.Admin.GetAsync("/api/tasks")).Expect(200)["items"]!.AsArray());
        Assert.Empty(site.Api.Signals.Notified);
        var tenant = await site.Api.Get<ITenantStore>().AllAsync(default).SingleAsync();
        Assert.Equal(SendQuota.Empty, await site.Api.Get<IQuotaStore>().ReadAsync(tenant.Id, account, default));
        Assert.Equal(
            ["2026-12-01:5", "2026-12-02:5", "2026-12-03:5", "2026-12-04:5"],
            Site.Days((await site.DryRunAsync(Site.Body(20)))["forecast"]!)
        );
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, true)]
    public async Task Post_OfPacedDefinition_AgreesWithTheForecastOfTheTaskCreatedFromIt(int finishDay, bool isComplete)
    {
        await using var site = await Site.StartAsync();
        var accounts = new JsonArray(
            await site.NewAccountAsync("""{"dailyLimit":40,"pauseBetweenMessages":"PT10M"}"""),
            await site.NewAccountAsync("""{"dailyLimit":7}""")
        );
        var finish = finishDay == 0 ? "null" : $"\"2026-12-0{finishDay}\"";
        var schedule =
            $$"""{"timeZone":"Europe/Berlin","windows":[{"from":"09:00","to":"12:30"}],"recurrence":{"kind":"daily","every":3},"finishDate":{{finish}}}""";
        var body = Site.Body(45, schedule).With("accounts", accounts);

        var dry = await site.DryRunAsync(body.DeepClone());
        var task = await site.Admin.NewTaskAsync(body);

        Assert.Equal((await site.ForecastAsync(task.Id())).ToJsonString(), dry["forecast"]!.ToJsonString());
        Assert.Equal(isComplete, dry["forecast"]!["isComplete"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Post_OfPacedDefinition_PlacesAsManyMessagesADayAsItsForecast()
    {
        await using var site = await Site.StartAsync();
        var accounts = new JsonArray(
            await site.NewAccountAsync("""{"pauseBetweenMessages":"PT10M"}"""),
            await site.NewAccountAsync("""{"dailyLimit":7}""")
        );

        var dry = await site.DryRunAsync(Site.Body(80, """{"windows":[{"from":"09:00","to":"12:30"}]}""").With("accounts", accounts));

        var perDay = dry["messages"]!.AsArray().CountBy(message => message!.Text("at")[..10]).Select(day => $"{day.Key}:{day.Value}");
        Assert.Equal(Site.Days(dry["forecast"]!), perDay);
        Assert.Equal(80, dry["messages"]!.AsArray().Select(message => message!.Text("address")).Distinct().Count());
    }

    [Theory]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    public async Task Post_OfManyRecipients_TellsTheMessagesOfTenThousandAtMost(int recipients, bool areListed)
    {
        await using var site = await Site.StartAsync();
        await site.NewAccountAsync("{}");

        var answer = await site.DryRunAsync(Site.Body(recipients));

        Assert.Equal(areListed ? recipients : null, answer["messages"]?.AsArray().Count);
        Assert.Equal(recipients, Site.Number(answer["forecast"]!["occurrences"]![0]!, "messages"));
    }

    [Fact]
    public async Task Post_InEachRecipientsZone_TellsTheirMinutes()
    {
        await using var site = await Site.StartAsync();
        await site.NewAccountAsync("{}", "sms");
        var body = new JsonObject
        {
            ["name"] = "Announcement",
            ["channel"] = "sms",
            ["audience"] = new JsonObject { ["list"] = "+12125550123\n+4930123456\n+81312345678" },
            ["creative"] = new JsonObject { ["text"] = "Hi" },
            ["schedule"] = JsonNode.Parse(
                """{"timeZone":"recipient","startDate":"2026-12-04","windows":[{"from":"10:00","to":"13:00"}]}"""
            ),
        };

        var answer = await site.DryRunAsync(body);

        Assert.Equal(
            [("+81312345678", "2026-12-04T01:00:00Z"), ("+4930123456", "2026-12-04T09:00:00Z"), ("+12125550123", "2026-12-04T15:00:00Z")],
            answer["messages"]!.AsArray().Select(message => (message!.Text("address"), message!.Text("at")))
        );
    }

    [Theory]
    [InlineData("""[{"percent":20,"watch":"PT1H"},{"percent":100}]""", 10, "1:2 2:8")]
    [InlineData("""[{"percent":1,"watch":"PT1H"},{"percent":30,"watch":"P1D"},{"percent":100}]""", 25, "1:1 2:7 3:17")]
    [InlineData("""[{"percent":10,"watch":"PT1H"},{"percent":20,"watch":"PT1H"},{"percent":100}]""", 2, "1:1 2:0 3:1")]
    public async Task Post_WithARollout_ForecastsEveryStageAsTheStoredTaskDoes(string stages, int recipients, string expected)
    {
        await using var site = await Site.StartAsync();
        await site.NewAccountAsync("""{"pauseBetweenMessages":"PT1M"}""");
        var body = Site.Body(recipients, """{"startAt":"2026-12-02T09:00:00Z"}""")
            .With("rollout", new JsonObject { ["stages"] = JsonNode.Parse(stages) });

        var answer = await site.DryRunAsync(body);
        var task = (await site.Admin.PostAsync("/api/tasks", body.DeepClone())).Expect(201).Id();

        var run = answer["forecast"]!["occurrences"]![0]!;
        Assert.Equal(
            expected,
            string.Join(' ', run["stages"]!.AsArray().Select(stage => $"{Site.Number(stage!, "number")}:{Site.Number(stage!, "messages")}"))
        );
        Assert.Equal((await site.ForecastAsync(task))["occurrences"]![0]!["stages"]!.ToJsonString(), run["stages"]!.ToJsonString());
        var messages = answer["messages"]!.AsArray();
        Assert.Equal(recipients, messages.Select(message => message!.Text("address")).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(recipients, messages.Count);
    }

    [Fact]
    public async Task Post_WithContactsWhoOptedOut_LeavesThemOut()
    {
        await using var site = await Site.StartAsync();
        await site.NewAccountAsync("{}");
        (
            await site.Admin.PutAsync(
                "/api/contacts/c1",
                new JsonObject
                {
                    ["addresses"] = new JsonObject { ["email"] = "r1@example.net" },
                    ["consent"] = new JsonObject { ["email"] = new JsonObject { ["status"] = "unsubscribed" } },
                }
            )
        ).Expect(201);

        var answer = await site.DryRunAsync(Site.Body(3));

        Assert.Equal(["r0@example.net", "r2@example.net"], answer["messages"]!.AsArray().Select(message => message!.Text("address")));
        Assert.Equal(2, Site.Number(answer["forecast"]!["occurrences"]![0]!, "messages"));
    }

    [Fact]
    public async Task Post_OfNobody_IsAnEmptyRun()
    {
        await using var site = await Site.StartAsync();
        await site.NewAccountAsync("{}");
        (
            await site.Admin.PutAsync(
                "/api/contacts/c1",
                new JsonObject
                {
                    ["addresses"] = new JsonObject { ["email"] = "r0@example.net" },
                    ["consent"] = new JsonObject { ["email"] = new JsonObject { ["status"] = "unsubscribed" } },
                }
            )
        ).Expect(201);

        var answer = await site.DryRunAsync(Site.Body(1));

        Assert.Empty(answer["messages"]!.AsArray());
        Assert.True(answer["forecast"]!["isComplete"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Post_OfABadDefinition_IsRefusedAsCreatingItIs()
    {
        await using var site = await Site.StartAsync();
        JsonObject[] bad =
        [
            Site.Body(1),
            Site.Body(1).With("name", "").With("channel", "pigeon"),
            Site.Body(1).With("audience", new JsonObject { ["list"] = "nobody" }),
            Site.Body(1).With("audience", null),
            Site.Body(1, pacing: """{"dailyLimit":0}"""),
            Site.Body(1).With("creative", new JsonObject { ["subject"] = "Hello", ["text"] = "{{" }),
            Site.Body(1).With("accounts", new JsonArray("none")),
            Site.Body(1).With("wings", 2),
            .. BadSchedules.All.Select(row => Site.Body(1, (string)row[0])),
        ];

        foreach (var body in bad)
        {
            var create = await site.Admin.PostAsync("/api/tasks", body.DeepClone());
            var dry = await site.Admin.PostAsync("/api/tasks/dry-run", body);

            Assert.Equal(
                (422, create.ExpectProblem(422, "invalid")["errors"]!.ToJsonString()),
                (dry.Status, dry.Json["errors"]!.ToJsonString())
            );
        }
    }

    [Fact]
    public async Task Post_ByRole_ServesOperators()
    {
        await using var site = await Site.StartAsync();
        await site.NewAccountAsync("{}");

        (await (await site.Api.NewKeyAsync(site.Admin, Role.Operator)).PostAsync("/api/tasks/dry-run", Site.Body(1))).Expect(200);
        (await (await site.Api.NewKeyAsync(site.Admin, Role.Viewer)).PostAsync("/api/tasks/dry-run", Site.Body(1))).Expect(403);
    }
}
