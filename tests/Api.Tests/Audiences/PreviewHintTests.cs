using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;

namespace CampaignTasks.Api.Tests.Audiences;

public sealed class PreviewHintTests
{
    [Fact]
    public async Task Preview_OfASegmentThatComparesKinds_SaysWhoNeverMatches()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        foreach (var (id, age) in new[] { ("c1", "\"42\""), ("c2", "7"), ("c3", "42"), ("c4", "true") })
        {
            (
                await admin.PutAsync(
                    $"/api/contacts/{id}",
                    JsonNode.Parse($$$"""{"addresses":{"email":"{{{id}}}@example.net"},"attributes":{"age":{{{age}}}}}""")!
                )
            ).Expect(201);
        }

        var preview = (
            await admin.PostAsync(
                "/api/audiences/preview",
                JsonNode.Parse("""{"channel":"email","audience":{"segment":{"attribute":{"name":"age","atLeast":18}}}}""")
            )
        ).Expect(200);

        Assert.Equal(["c3@example.net"], preview["recipients"]!.AsArray().Select(one => one!.Text("address")));
        Assert.Equal(
            [
                "The attribute age is compared with a number, but 1 contact has a text, as in \"42\": the comparison never holds for such a contact. Store the attribute as a number.",
                "The attribute age is compared with a number, but 1 contact has true or false, as in true: the comparison never holds for such a contact. Store the attribute as a number.",
            ],
            preview["hints"]!.AsArray().Select(hint => hint!.GetValue<string>()).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("""{"attribute":{"name":"FIRSTNAME","is":"Ann"}}""", 1, null)]
    [InlineData("""{"attribute":{"name":"first_name","is":"Ann"}}""", 0, "has the attribute first_name: did you mean firstName?")]
    [InlineData("""{"attribute":{"name":"shoeSize","atLeast":40}}""", 0, "has the attribute shoeSize: check its name")]
    [InlineData("""{"attribute":{"name":"shoeSize","exists":false}}""", 2, null)]
    [InlineData("""{"attribute":{"name":"vip","is":true}}""", 1, null)]
    public async Task Preview_OfASegment_SaysWhichAttributeNobodyHas(string segment, int planned, string? hint)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        foreach (var (id, attributes) in new[] { ("c1", """{"firstName":"Ann"}"""), ("c2", """{"VIP":true}""") })
        {
            (
                await admin.PutAsync(
                    $"/api/contacts/{id}",
                    JsonNode.Parse($$$"""{"addresses":{"email":"{{{id}}}@example.net"},"attributes":{{{attributes}}}}""")!
                )
            ).Expect(201);
        }

        var body = JsonNode.Parse($$$"""{"channel":"email","audience":{"segment":{{{segment}}}}}""")!;
        var preview = (await admin.PostAsync("/api/audiences/preview", body)).Expect(200);

        Assert.Equal(planned, preview["waterfall"]!["planned"]!.GetValue<int>());
        var hints = preview["hints"]!.AsArray().Select(one => one!.GetValue<string>());
        if (hint is null)
        {
            Assert.Empty(hints);
        }
        else
        {
            Assert.Contains(hint, Assert.Single(hints), StringComparison.Ordinal);
        }
    }
}
