using System.Text.Json.Nodes;

namespace CampaignTasks.Api.Tests.Http;

public sealed class BodySizeTests
{
    [Theory]
    [InlineData("/api/tasks", (8 * 1024 * 1024) + 1, true)]
    [InlineData("/api/tasks", (8 * 1024 * 1024) + 1, false)]
    [InlineData("/api/channel-accounts", (1024 * 1024) + 1, true)]
    [InlineData("/api/channel-accounts", (1024 * 1024) + 1, false)]
    public async Task Body_OverItsLimit_Is413WhetherAnnouncedOrNot(string path, int size, bool announced)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var content = new ByteArrayContent(Enumerable.Repeat((byte)' ', size).ToArray());
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.TransferEncodingChunked = !announced;
        request.Headers.ExpectContinue = true;

        using var response = await admin.Http.SendAsync(request);

        Assert.Equal(413, (int)response.StatusCode);
        Assert.Equal("tooLarge", JsonNode.Parse(await response.Content.ReadAsStringAsync())!.Text("code"));
    }

    [Fact]
    public async Task Body_UnderItsLimit_IsRead()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();
        var list = string.Join('\n', Enumerable.Range(0, 100_000).Select(i => $"someone.with.a.long.name.{i}@mail.example.net"));

        var task = (await admin.PostAsync("/api/tasks", Bodies.Draft().With("audience", new JsonObject { ["list"] = list }))).Expect(201);

        Assert.Equal(100_000, task["audience"]!["listSize"]!.GetValue<int>());
        Assert.Null(task["audience"]!["list"]);
    }
}
