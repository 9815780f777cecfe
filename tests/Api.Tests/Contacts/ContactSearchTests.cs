using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;

namespace CampaignTasks.Api.Tests.Contacts;

public sealed class ContactSearchTests
{
    [Theory]
    [InlineData("address=ann@EXAMPLE.net", "ann")]
    [InlineData("address=Ann@example.net&channel=email", "ann")]
    [InlineData("address=06 12 34 56 78", "bob")]
    [InlineData("address=%2B33612345678&channel=sms", "bob")]
    [InlineData("address=%2B33 6 12 34 56 78&channel=whatsapp", "bob")]
    [InlineData("address=lea@M\u00DCNCHEN.example", "lea")]
    [InlineData("address=t.me/cat_lee", "cat")]
    [InlineData("address=@CAT_lee&channel=telegram", "cat")]
    [InlineData("address=nobody@example.net", "")]
    [InlineData("address=%2B33612345678&channel=email_", "!channel")]
    [InlineData("address=ann&channel=email", "!address")]
    [InlineData("address=12&channel=sms", "!address")]
    [InlineData("channel=email", "!channel")]
    [InlineData("address=ann@example.net&search=a", "!address")]
    [InlineData("search=c", "cat,crm:1,crm:2")]
    [InlineData("search=crm:", "crm:1,crm:2")]
    [InlineData("search=crm:2", "crm:2")]
    [InlineData("search=Cat", "")]
    [InlineData("search=.", "")]
    [InlineData("search=a b", "!search")]
    [InlineData("search=a/", "!search")]
    [InlineData("search=%27", "!search")]
    public async Task Contacts_BySpellingOfAnAddressOrBeginningOfAnId_AreFound(string query, string expected)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        (await admin.PatchAsync("/api/settings", new JsonObject { ["country"] = "FR" })).Expect(200);
        await PutAsync(admin, "ann", "email", "Ann@example.net");
        await PutAsync(admin, "bob", "phone", "+33612345678");
        await PutAsync(admin, "lea", "email", "lea@m\u00FCnchen.example");
        await PutAsync(admin, "cat", "telegram", "@cat_lee");
        await PutAsync(admin, "crm:1", "email", "one@example.net");
        await PutAsync(admin, "crm:2", "email", "two@example.net");

        var answer = await admin.GetAsync($"/api/contacts?{query}");

        if (expected.StartsWith('!'))
        {
            answer.ExpectInvalid(expected[1..]);
            return;
        }

        var found = answer.Expect(200)["items"]!.AsArray().Select(item => item!.Id()).Order(StringComparer.Ordinal);
        Assert.Equal(expected, string.Join(',', found));
    }

    [Fact]
    public async Task Contacts_ByTheBeginningOfAnId_ComeInPages()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        foreach (var id in new[] { "a1", "a2", "a3", "b1" })
        {
            await PutAsync(admin, id, "email", $"{id}@example.net");
        }

        var first = (await admin.GetAsync("/api/contacts?search=a&limit=2")).Expect(200);
        var second = (await admin.GetAsync($"/api/contacts?search=a&limit=2&cursor={first.Text("next")}")).Expect(200);

        Assert.Equal((2, 1), (first["items"]!.AsArray().Count, second["items"]!.AsArray().Count));
        Assert.Null(second["next"]);
        (await admin.GetAsync($"/api/contacts?search=b&cursor={first.Text("next")}")).ExpectInvalid("cursor");
    }

    private static async Task PutAsync(ApiClient admin, string id, string channel, string address) =>
        (await admin.PutAsync($"/api/contacts/{id}", new JsonObject { ["addresses"] = new JsonObject { [channel] = address } })).Expect(
            201
        );
}
