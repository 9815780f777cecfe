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
}
