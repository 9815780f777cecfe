using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Api.Tests.Forecasts;

/// <summary>An app on a clock that stands at 09:00 UTC on Tuesday, 1 December 2026, and the admin of a tenant.</summary>
internal sealed class Site : IAsyncDisposable
{
    private Site(TestApi api, FakeTimeProvider time, ApiClient admin) => (Api, Time, Admin) = (api, time, admin);

    public TestApi Api { get; }

    public FakeTimeProvider Time { get; }

    public ApiClient Admin { get; }

    public static async Task<Site> StartAsync()
    {
        var time = new FakeTimeProvider(Any.Now);
        var api = await TestApi.StartAsync(services => services.AddSingleton<TimeProvider>(time));
        return new Site(api, time, await api.NewTenantAsync());
    }

    /// <summary>So many recipients.</summary>
    public static JsonObject Audience(int recipients) =>
        new() { ["list"] = string.Join('\n', Enumerable.Range(0, recipients).Select(n => $"r{n}@example.net")) };

    /// <summary>A task to so many recipients.</summary>
    public static JsonObject Body(int recipients, string? schedule = null, string? pacing = null)
    {
        var body = Bodies.Task().With("audience", Audience(recipients));
        body = schedule is null ? body : body.With("schedule", JsonNode.Parse(schedule));
        return pacing is null ? body : body.With("pacing", JsonNode.Parse(pacing));
    }

    /// <summary>Creates an account with this pacing and answers its id.</summary>
    public async Task<string> NewAccountAsync(string pacing, string channel = "email") =>
        (await Admin.PostAsync("/api/channel-accounts", Bodies.Account(channel).With("pacing", JsonNode.Parse(pacing)))).Expect(201).Id();

    public async Task<JsonNode> ForecastAsync(string task, string query = "") =>
        (await Admin.GetAsync($"/api/tasks/{task}/forecast{query}")).Expect(200);

    public async Task<JsonNode> DryRunAsync(JsonNode body) => (await Admin.PostAsync("/api/tasks/dry-run", body)).Expect(200);

    public static int Number(JsonNode node, string name) => node[name]!.GetValue<int>();

    /// <summary>The days of a forecast, as in <c>2026-12-01:3</c>.</summary>
    public static IEnumerable<string> Days(JsonNode forecast) =>
        forecast["days"]!.AsArray().Select(day => $"{day!.Text("date")}:{Number(day!, "messages")}");

    public ValueTask DisposeAsync() => Api.DisposeAsync();
}
