using System.Text;
using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;

namespace CampaignTasks.Api.Tests.Imports;

/// <summary>Uploads of files, and what their imports tell.</summary>
internal static class ImportCalls
{
    public static (long Records, long Stored, long Unchanged, long Faults) Counts(this JsonNode import) =>
        (
            import["records"]!.GetValue<long>(),
            import["stored"]!.GetValue<long>(),
            import["unchanged"]!.GetValue<long>(),
            import["faultCount"]!.GetValue<long>()
        );

    public static IReadOnlyList<(long Line, string Reason)> Faults(this JsonNode import) =>
        [.. import["faults"]!.AsArray().Select(fault => (fault!["line"]!.GetValue<long>(), fault.Text("reason")))];

    public static async Task<JsonNode> ImportAsync(this ApiClient admin, string kind, string file, string mediaType = "text/csv") =>
        await admin.CompletedAsync(await admin.UploadAsync(kind, new StringContent(file, Encoding.UTF8, mediaType)));

    public static async Task<JsonNode> ImportAsync(this ApiClient admin, string kind, byte[] file)
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new("text/csv");
        return await admin.CompletedAsync(await admin.UploadAsync(kind, content));
    }

    public static Task<Answer> UploadAsync(this ApiClient admin, string kind, HttpContent content) =>
        admin.SendAsync(HttpMethod.Post, $"/api/{kind}/import", content);

    private static async Task<JsonNode> CompletedAsync(this ApiClient admin, Answer accepted)
    {
        var import = (await admin.GetAsync($"/api/imports/{accepted.Expect(202).Id()}")).Expect(200);
        Assert.Equal("completed", import.Text("status"));
        return import;
    }
}
