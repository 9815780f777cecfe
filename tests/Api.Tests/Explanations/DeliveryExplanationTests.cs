using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Testing;

namespace CampaignTasks.Api.Tests.Explanations;

public sealed class DeliveryExplanationTests
{
    [Fact]
    public async Task List_TellsWhetherTheAddressIsInIt()
    {
        await using var scene = await Scene.StartAsync();
        await scene.ContactAsync("c1", "Ann@Example.net");
        await scene.ContactAsync("c2", "eve@example.net");
        await scene.ContactAsync("c3", email: null);
        var task = await scene.TaskAsync(new JsonObject { ["list"] = "ann@example.net\nbob@example.net" });

        var (ann, eve, none) = (await scene.WhyAsync("c1", task), await scene.WhyAsync("c2", task), await scene.WhyAsync("c3", task));

        Assert.Equal("In the audience and eligible: the task has not begun.", ann.Text("answer"));
        Assert.Equal(("list", true), (ann["audience"]!.Text("kind"), ann["audience"]!["matches"]!.GetValue<bool>()));
        Assert.Equal("Not in the audience now: list: eve@example.net is not among its 2 addresses.", eve.Text("answer"));
        Assert.Equal("Not in the audience now: list: the contact has no email address.", none.Text("answer"));
        Assert.Equal(("address", false), (none["gates"]![1]!.Text("gate"), none["gates"]![1]!["passes"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task Segment_TellsEveryConditionWithWhatWasFound()
    {
        await using var scene = await Scene.StartAsync();
        await scene.ContactAsync("c1", "ann@example.net", new JsonObject { ["city"] = "Paris" });
        await scene.ContactAsync("c2", "bob@example.net", new JsonObject { ["city"] = "Berlin" });
        await scene.OrderAsync("o1", "c1", "p1");
        var task = await scene.TaskAsync(
            new JsonObject
            {
                ["segment"] = new JsonObject
                {
                    ["all"] = new JsonArray(
                        new JsonObject
                        {
                            ["attribute"] = new JsonObject { ["name"] = "city", ["is"] = "Paris" },
                        },
                        new JsonObject { ["not"] = new JsonObject { ["bought"] = new JsonObject { ["products"] = new JsonArray("p1") } } }
                    ),
                },
            }
        );

        var (ann, bob) = (await scene.WhyAsync("c1", task), await scene.WhyAsync("c2", task));

        Assert.Equal("Not in the audience now: all[1].not.bought: order o1 of 2026-02-03.", ann.Text("answer"));
        Assert.Equal(
            """[{"condition":"all[0].attribute.city","holds":false,"found":"Berlin"},{"condition":"all[1].not.bought","holds":false,"found":"no such order"}]""",
            bob["audience"]!["conditions"]!.ToJsonString()
        );
        Assert.Equal("Not in the audience now: all[0].attribute.city: Berlin.", bob.Text("answer"));
    }

    [Fact]
    public async Task Buyers_TellsOfTheOrderThatComesNearest_AndOfOwnership()
    {
        await using var scene = await Scene.StartAsync();
        foreach (var id in new[] { "none", "elsewhere", "refunded", "owner", "buyer" })
        {
            await scene.ContactAsync(id, $"{id}@example.net");
            await scene.OrderAsync($"{id}-0", id, "p7");
        }

        await scene.OrderAsync("e1", "elsewhere", "p1", country: "DE");
        await scene.OrderAsync("r0", "refunded", "p1", country: "DE", status: "failed");
        await scene.OrderAsync("r1", "refunded", "p1", status: "refunded");
        await scene.OrderAsync("w1", "owner", "p1");
        await scene.OrderAsync("w2", "owner", "p9");
        await scene.OrderAsync("b1", "buyer", "p1");
        var task = await scene.TaskAsync(
            new JsonObject
            {
                ["buyers"] = new JsonObject
                {
                    ["products"] = new JsonArray("p1", "p2"),
                    ["salesPeriod"] = new JsonObject { ["from"] = "2026-01-01", ["to"] = "2026-04-01" },
                    ["countries"] = new JsonArray("FR"),
                    ["skipOwnersOf"] = new JsonArray("p9"),
                },
            }
        );

        string[] answers =
        [
            "Not in the audience now: products: 1 order, none of p1, p2.",
            "Not in the audience now: countries: order e1 has DE.",
            "Not in the audience now: salesStatus: order r1 is refunded.",
            "In the audience, but no message may leave now: ownsProduct: p9 by order w2.",
            "In the audience and eligible: the task has not begun.",
        ];
        Assert.Equal(
            answers,
            await Task.WhenAll(
                new[] { "none", "elsewhere", "refunded", "owner", "buyer" }.Select(async id =>
                    (await scene.WhyAsync(id, task)).Text("answer")
                )
            )
        );
    }

    [Fact]
    public async Task SavedAudience_TellsOfMembershipAndOfItsRule()
    {
        await using var scene = await Scene.StartAsync();
        await scene.ContactAsync("c1", "ann@example.net");
        var list = (await scene.Admin.PostAsync("/api/audiences", new JsonObject { ["name"] = "VIP", ["contacts"] = new JsonArray("c9") }))
            .Expect(201)
            .Id();
        var segment = (
            await scene.Admin.PostAsync(
                "/api/audiences",
                new JsonObject
                {
                    ["name"] = "French",
                    ["segment"] = new JsonObject { ["countries"] = new JsonArray("FR") },
                }
            )
        ).Expect(201).Id();
        var (ofList, ofSegment) = (
            await scene.TaskAsync(new JsonObject { ["audienceId"] = list }),
            await scene.TaskAsync(new JsonObject { ["audienceId"] = segment })
        );

        var (member, french) = (await scene.WhyAsync("c1", ofList), await scene.WhyAsync("c1", ofSegment));

        Assert.Equal("Not in the audience now: members: not in the list VIP.", member.Text("answer"));
        Assert.Equal(("members", list), (member["audience"]!.Text("kind"), member["audience"]!.Text("audienceId")));
        Assert.Equal("Not in the audience now: countries: no country.", french.Text("answer"));
        (await scene.Admin.PostAsync($"/api/audiences/{list}/members", new JsonObject { ["add"] = new JsonArray("c1") })).Expect(200);
        Assert.True((await scene.WhyAsync("c1", ofList))["audience"]!["matches"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Gates_SayConsentAndCaps_OneByOne()
    {
        await using var scene = await Scene.StartAsync();
        await scene.ContactAsync("c1", "ann@example.net");
        var task = await scene.TaskAsync(new JsonObject { ["list"] = "ann@example.net" });
        (
            await scene.Admin.PatchAsync(
                "/api/settings",
                new JsonObject
                {
                    ["consent"] = "optIn",
                    ["caps"] = new JsonObject
                    {
                        ["email"] = new JsonObject { ["messages"] = 1, ["period"] = "P1D" },
                    },
                }
            )
        ).Expect(200);

        var why = await scene.WhyAsync("c1", task);

        Assert.Equal("In the audience, but no message may leave now: noConsent: opt-in is required and was not given.", why.Text("answer"));
        Assert.Equal(
            ["contact", "address", "consent", "suppression", "ownership", "frequency"],
            why["gates"]!.AsArray().Select(gate => gate!.Text("gate"))
        );
        Assert.Equal([true, true, false, true, true, true], why["gates"]!.AsArray().Select(gate => gate!["passes"]!.GetValue<bool>()));
        Assert.Equal("fewer than 1 message in P1D", why["gates"]![5]!.Text("reason"));
    }

    [Fact]
    public async Task Messages_StandWithStateReasonAndAttempts_AlsoOfADeletedContact()
    {
        await using var scene = await Scene.StartAsync();
        await scene.ContactAsync("c1", "ann@example.net");
        var task = await scene.TaskAsync(new JsonObject { ["list"] = "ann@example.net\nbob@example.net" }, start: true);
        await scene.PlanAsync(task, new LedgerMessage("ann@example.net", MessageState.Pending, 2, "a1", null, "throttled", Any.Now, "c1"));

        var pending = await scene.WhyAsync("c1", task);
        (await scene.Admin.DeleteAsync("/api/contacts/c1")).Expect(204);
        var deleted = await scene.WhyAsync("c1", task);

        Assert.EndsWith(" is pending: throttled.", pending.Text("answer"), StringComparison.Ordinal);
        var message = Assert.Single(pending["messages"]!.AsArray())!;
        Assert.Equal(
            ("pending", "throttled", 2, "c1"),
            (message.Text("status"), message.Text("reason"), message["attempts"]!.GetValue<int>(), message.Text("contactId"))
        );
        Assert.EndsWith(
            " It would not be sent now: contactDeleted: the contact was deleted after planning.",
            deleted.Text("answer"),
            StringComparison.Ordinal
        );
        Assert.False(deleted["gates"]![0]!["passes"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Strangers_TasksAndContacts_Are404_AndTheTaskMustBeNamed()
    {
        await using var scene = await Scene.StartAsync();
        var other = await scene.Api.NewTenantAsync("Other");
        await scene.ContactAsync("c1", "ann@example.net");
        var task = await scene.TaskAsync(new JsonObject { ["list"] = "ann@example.net" });

        (await scene.Admin.GetAsync("/api/contacts/c1/why")).ExpectInvalid("task");
        (await scene.Admin.GetAsync($"/api/contacts/c2/why?task={task}")).ExpectProblem(404, "notFound");
        (await scene.Admin.GetAsync("/api/contacts/c1/why?task=01arz3ndektsv4rrffq69g5fav")).ExpectProblem(404, "notFound");
        (await other.GetAsync($"/api/contacts/c1/why?task={task}")).ExpectProblem(404, "notFound");
    }

    private sealed class Scene : IAsyncDisposable
    {
        public required TestApi Api { get; init; }

        public required ApiClient Admin { get; init; }

        public static async Task<Scene> StartAsync()
        {
            var api = await TestApi.StartAsync();
            var admin = await api.NewTenantAsync("Acme");
            await admin.NewAccountAsync();
            return new Scene { Api = api, Admin = admin };
        }

        public async Task ContactAsync(string id, string? email, JsonObject? attributes = null) =>
            (
                await Admin.PutAsync(
                    $"/api/contacts/{id}",
                    new JsonObject
                    {
                        ["addresses"] = new JsonObject { ["email"] = email },
                        ["attributes"] = attributes,
                    }
                )
            ).Expect(201);

        public async Task OrderAsync(string id, string contact, string product, string status = "successful", string country = "FR") =>
            (
                await Admin.PostAsync(
                    "/api/orders",
                    new JsonObject
                    {
                        ["id"] = id,
                        ["contact"] = contact,
                        ["at"] = "2026-02-03T10:00:00Z",
                        ["status"] = status,
                        ["country"] = country,
                        ["items"] = new JsonArray(new JsonObject { ["product"] = product }),
                    }
                )
            ).Expect(200);

        public async Task<string> TaskAsync(JsonObject audience, bool start = false) =>
            (await Admin.NewTaskAsync(Bodies.Draft().With("audience", audience).With("start", start))).Id();

        public async Task<JsonNode> WhyAsync(string contact, string task) =>
            (await Admin.GetAsync($"/api/contacts/{contact}/why?task={task}")).Expect(200);

        /// <summary>The task's run, with one page.</summary>
        public async Task PlanAsync(string taskId, params LedgerMessage[] messages)
        {
            var tenant = await Api.Get<ITenantStore>().AllAsync(default).SingleAsync(one => one.Name == "Acme");
            var task = (await Api.Get<ITaskStore>().FindAsync(tenant.Id, taskId, default))!;
            var (runs, ledger) = (Api.Get<IRunStore>(), Api.Get<ILedger>());
            var run = await runs.OpenAsync(
                new Run
                {
                    TenantId = tenant.Id,
                    TaskId = taskId,
                    Id = task.CurrentRun!,
                    Occurrence = task.NextOccurrence!.Value,
                    Lanes = 1,
                    StartedAt = Any.Now,
                    Status = RunStatus.Running,
                },
                default
            );
            await ledger.AddPagesAsync(
                run,
                [LedgerPage.Plan(0, messages.Select(message => new Recipient(message.Address, message.ContactId)), Any.Now)],
                default
            );
            var page = (await ledger.ReadPageAsync(run, 0, default))!;
            await ledger.SavePageAsync(run, new LedgerPage(0, messages, etag: page.ETag), default);
            await runs.UpdateAsync(run with { Pages = 1 }, default);
        }

        public ValueTask DisposeAsync() => Api.DisposeAsync();
    }
}
