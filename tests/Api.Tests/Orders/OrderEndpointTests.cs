using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;

namespace CampaignTasks.Api.Tests.Orders;

public sealed class OrderEndpointTests
{
    [Fact]
    public async Task Post_OfAnOrderAndItsRefund_KeepsTheNewest()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var order = (await admin.PostAsync("/api/orders", Order().With("version", 1))).Expect(200);
        var refund = (await admin.PostAsync("/api/orders", Order().With("status", "refunded").With("version", 2))).Expect(200);
        var late = (await admin.PostAsync("/api/orders", Order().With("version", 1))).Expect(200);

        Assert.Equal(
            ("o1", "c1", "successful", "FR", "EUR"),
            (order.Id(), order.Text("contact"), order.Text("status"), order.Text("country"), order.Text("currency"))
        );
        Assert.Equal(25.50m, order["total"]!.GetValue<decimal>());
        Assert.Equal("refunded", refund.Text("status"));
        Assert.Equal(refund.ToJsonString(), late.ToJsonString());
        Assert.Equal(refund.ToJsonString(), (await admin.GetAsync("/api/orders/o1")).Expect(200).ToJsonString());
        Assert.Single((await admin.GetAsync("/api/contacts/c1/orders")).Expect(200)["items"]!.AsArray());
    }

    [Fact]
    public async Task Post_ManyFaults_TellsThemAllByField()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var answer = await admin.PostAsync(
            "/api/orders",
            new JsonObject
            {
                ["id"] = "a b",
                ["version"] = 0,
                ["at"] = "2026-13-01",
                ["country"] = "ZZ",
                ["currency"] = "euro",
                ["items"] = new JsonArray(new JsonObject { ["quantity"] = 0, ["price"] = -1 }, new JsonObject()),
            }
        );

        string[] fields =
        [
            "id",
            "contact",
            "version",
            "at",
            "status",
            "country",
            "currency",
            "items[0].product",
            "items[0].quantity",
            "items[0].price",
            "items[1].product",
        ];
        Assert.All(fields, field => Assert.NotEmpty(answer.ExpectInvalid(field)));
    }

    [Fact]
    public async Task Post_OfAnotherContactsOrder_IsAConflict()
    {
        await using var api = await TestApi.StartAsync();
        var (admin, other) = (await api.NewTenantAsync(), await api.NewTenantAsync("Other"));
        (await admin.PostAsync("/api/orders", Order())).Expect(200);

        (await admin.PostAsync("/api/orders", Order().With("contact", "c2"))).ExpectProblem(409, "otherContact");
        (await other.PostAsync("/api/orders", Order().With("contact", "c2"))).Expect(200);

        Assert.Equal("c1", (await admin.GetAsync("/api/orders/o1")).Expect(200).Text("contact"));
    }

    [Fact]
    public async Task Delete_OfAContact_TakesItsOrdersAlong()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        (await admin.PutAsync("/api/contacts/c1", new JsonObject())).Expect(201);
        (await admin.PostAsync("/api/orders", Order())).Expect(200);

        (await admin.DeleteAsync("/api/contacts/c1")).Expect(204);

        (await admin.GetAsync("/api/orders/o1")).ExpectProblem(404, "notFound");
    }

    [Fact]
    public async Task Delete_OfAnOrder_LeavesTheOthersOfItsContact()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        (await admin.PostAsync("/api/orders", Order())).Expect(200);
        (await admin.PostAsync("/api/orders", Order().With("id", "o2"))).Expect(200);

        (await admin.DeleteAsync("/api/orders/o1", ("If-Match", "*"))).ExpectInvalid("If-Match");
        (await admin.DeleteAsync("/api/orders/o1")).Expect(204);

        (await admin.DeleteAsync("/api/orders/o1")).ExpectProblem(404, "notFound");
        (await admin.DeleteAsync("/api/orders/a%20b")).ExpectProblem(404, "notFound");
        (await admin.GetAsync("/api/orders/o1")).ExpectProblem(404, "notFound");
        var left = (await admin.GetAsync("/api/contacts/c1/orders")).Expect(200)["items"]!.AsArray();
        Assert.Equal("o2", Assert.Single(left)!.Id());
        (await admin.PostAsync("/api/orders", Order().With("contact", "c2"))).Expect(200);
    }

    [Fact]
    public async Task Product_IsDescribedReadAndDeleted()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        (await admin.PutAsync("/api/products/p1", new JsonObject { ["name"] = "Boots", ["category"] = "Shoes" })).Expect(200);
        (await admin.PutAsync("/api/products/p%202", new JsonObject { ["name"] = " " })).ExpectInvalid("name");

        Assert.Equal("Boots", (await admin.GetAsync("/api/products/p1")).Expect(200).Text("name"));
        Assert.Single((await admin.GetAsync("/api/products")).Expect(200)["items"]!.AsArray());
        (await admin.DeleteAsync("/api/products/p1")).Expect(204);
        (await admin.DeleteAsync("/api/products/p1")).ExpectProblem(404, "notFound");
    }

    private static JsonObject Order() =>
        new()
        {
            ["id"] = "o1",
            ["contact"] = "c1",
            ["at"] = "2026-02-03T10:00:00Z",
            ["status"] = "successful",
            ["country"] = "fr",
            ["currency"] = "eur",
            ["items"] = new JsonArray(
                new JsonObject
                {
                    ["product"] = "p1",
                    ["quantity"] = 2,
                    ["price"] = 10.25,
                },
                new JsonObject { ["product"] = "p2", ["price"] = 5 }
            ),
        };
}
