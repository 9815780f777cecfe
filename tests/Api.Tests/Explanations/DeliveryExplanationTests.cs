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
        await using var scene = await ExplanationScene.StartAsync();
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
        await using var scene = await ExplanationScene.StartAsync();
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
        await using var scene = await ExplanationScene.StartAsync();
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
        await using var scene = await ExplanationScene.StartAsync();
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
        await using var scene = await ExplanationScene.StartAsync();
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
        await using var scene = await ExplanationScene.StartAsync();
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
    public async Task Message_OfAContactWhoMoved_StandsWithTheAddressItWouldGoTo()
    {
        await using var scene = await ExplanationScene.StartAsync();
        await scene.ContactAsync("c1", "ann@example.net");
        var task = await scene.TaskAsync(new JsonObject { ["list"] = "ann@example.net" }, start: true);
        await scene.PlanAsync(task, new LedgerMessage("ann@example.net", MessageState.Pending, 0, null, null, null, Any.Now, "c1"));
        async Task MoveAsync(string? email) =>
            (
                await scene.Admin.PatchAsync(
                    "/api/contacts/c1",
                    new JsonObject { ["addresses"] = new JsonObject { ["email"] = email } },
                    ("If-Match", "*")
                )
            ).Expect(200);

        await MoveAsync("ann@example.org");
        var moved = await scene.WhyAsync("c1", task);
        await MoveAsync(email: null);
        var removed = await scene.WhyAsync("c1", task);

        Assert.Equal(("address", "ann@example.org"), (moved["gates"]![1]!.Text("gate"), moved["gates"]![1]!.Text("reason")));
        Assert.Contains("addressRemoved", removed.Text("answer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strangers_TasksAndContacts_Are404_AndTheTaskMustBeNamed()
    {
        await using var scene = await ExplanationScene.StartAsync();
        var other = await scene.Api.NewTenantAsync("Other");
        await scene.ContactAsync("c1", "ann@example.net");
        var task = await scene.TaskAsync(new JsonObject { ["list"] = "ann@example.net" });

        (await scene.Admin.GetAsync("/api/contacts/c1/why")).ExpectInvalid("task");
        (await scene.Admin.GetAsync($"/api/contacts/c2/why?task={task}")).ExpectProblem(404, "notFound");
        (await scene.Admin.GetAsync("/api/contacts/c1/why?task=01arz3ndektsv4rrffq69g5fav")).ExpectProblem(404, "notFound");
        (await other.GetAsync($"/api/contacts/c1/why?task={task}")).ExpectProblem(404, "notFound");
    }
}
