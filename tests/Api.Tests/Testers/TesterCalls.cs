using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;

namespace CampaignTasks.Api.Tests.Testers;

/// <summary>Requests about testers.</summary>
internal static class TesterCalls
{
    /// <summary>Creates a tester and answers the id.</summary>
    public static async Task<string> NewTesterAsync(this ApiClient client, string name, string email) => (
            await client.PostAsync(
                "/api/testers",
                new JsonObject
                {
                    ["name"] = name,
                    ["addresses"] = new JsonObject { ["email"] = email },
                }
            )
        ).Expect(201).Id();

    public static JsonObject Testers(params string[] ids) =>
        new() { ["testers"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]) };
}
