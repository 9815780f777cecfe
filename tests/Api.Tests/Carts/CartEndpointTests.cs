using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;

namespace CampaignTasks.Api.Tests.Carts;

public sealed class CartEndpointTests
{
    private const string Path = "/api/carts/k1";

    [Fact]
    public async Task Put_OfAnOlderChange_ChangesNothing_AndSaysSo()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await NewTenantAsync(api);

        var stored = (await admin.PutAsync(Path, Cart("10:00", "tent"))).Expect(200);
        var same = (await admin.PutAsync(Path, Cart("10:00", "tent"))).Expect(200);
        var late = (await admin.PutAsync(Path, Cart("09:59"))).Expect(200);
        var emptied = (await admin.PutAsync(Path, Cart("10:01"))).Expect(200);

        Assert.Equal(
            """{"id":"k1","contact":"ann","updatedAt":"2026-02-03T10:00:00Z","currency":"EUR","total":240,"items":[{"product":"tent","quantity":2,"price":120}],"outcome":"stored"}""",
            stored.ToJsonString()
        );
        Assert.Equal(("unchanged", "late", "stored"), (same.Text("outcome"), late.Text("outcome"), emptied.Text("outcome")));
        Assert.Equal("tent", late["items"]![0]!.Text("product"));
        var read = (await admin.GetAsync(Path)).Expect(200);
        Assert.Empty(read["items"]!.AsArray());
        Assert.Null(read["outcome"]);
    }

    [Fact]
    public async Task DeletedCart_IsGone_UntilALaterChange()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await NewTenantAsync(api);
        (await admin.PutAsync(Path, Cart("10:00", "tent"))).Expect(200);

        (await admin.DeleteAsync(Path)).Expect(204);

        (await admin.GetAsync(Path)).ExpectProblem(404, "notFound");
        (await admin.DeleteAsync(Path)).ExpectProblem(404, "notFound");
        (await admin.PutAsync(Path, Cart("10:01", "tent"))).ExpectProblem(409, "cartDeleted");
        var later = Cart("10:01", "tent").With("updatedAt", DateTimeOffset.UtcNow.AddMinutes(1).ToString("O"));
        Assert.Equal("stored", (await admin.PutAsync(Path, later)).Expect(200).Text("outcome"));
    }

    [Fact]
    public async Task Put_OfAnotherContactsCart_IsAConflict_AndOfAnUnknownOnes_AFault()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await NewTenantAsync(api);
        await admin.NewContactAsync("bob", "bob@example.net", consent: null);
        (await admin.PutAsync(Path, Cart("10:00", "tent"))).Expect(200);

        (await admin.PutAsync(Path, Cart("10:01").With("contact", "bob"))).ExpectProblem(409, "otherContact");
        (await admin.PutAsync(Path, Cart("10:01").With("contact", "eve"))).ExpectInvalid("contact");
        (await admin.PutAsync("/api/carts/a%20b", new JsonObject())).ExpectInvalid("id");
    }

    private static async Task<ApiClient> NewTenantAsync(TestApi api)
    {
        var admin = await api.NewTenantAsync();
        await admin.NewContactAsync("ann", "ann@example.net", consent: null);
        return admin;
    }

    private static JsonObject Cart(string time, string? product = null) =>
        new()
        {
            ["contact"] = "ann",
            ["updatedAt"] = $"2026-02-03T{time}:00Z",
            ["currency"] = "eur",
            ["items"] = product is null
                ? []
                : new JsonArray(
                    new JsonObject
                    {
                        ["product"] = product,
                        ["quantity"] = 2,
                        ["price"] = 120,
                    }
                ),
        };
}
