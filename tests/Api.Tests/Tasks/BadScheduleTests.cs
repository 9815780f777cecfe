using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Schedules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Api.Tests.Tasks;

/// <summary>Bad schedules over HTTP: the same table the domain is held against.</summary>
public sealed class BadScheduleTests(BadScheduleTests.Site site) : IClassFixture<BadScheduleTests.Site>
{
    [Theory]
    [MemberData(nameof(BadSchedules.All), MemberType = typeof(BadSchedules))]
    public async Task Post_OfOneFault_Is422WithItsFieldAndStoresNothing(string json, string field, string words)
    {
        var answer = await site.Admin.PostAsync("/api/tasks", Bodies.Task().With("schedule", JsonNode.Parse(json)));

        Assert.Contains(words, answer.ExpectInvalid($"schedule.{field}"), StringComparison.Ordinal);
        Assert.Single(answer.Json["errors"]!.AsObject());
        Assert.Empty((await site.Admin.GetAsync("/api/tasks")).Expect(200)["items"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"repeat":1}""", "repeat", "There is no such field")]
    [InlineData("""{"windows":[{"from":"09:00","until":"18:00"}]}""", "windows[0].until", "There is no such field")]
    [InlineData("""{"windows":{"from":"09:00"}}""", "windows", "Give an array")]
    [InlineData("""{"windows":[null]}""", "windows[0]", "Give an object")]
    [InlineData("""{"windows":[{"from":9,"to":"18:00"}]}""", "windows[0].from", "Give a text")]
    [InlineData("""{"recurrence":"daily"}""", "recurrence", "Give an object")]
    [InlineData("""{"recurrence":{"kind":"daily","every":1.5}}""", "recurrence.every", "Give a whole number")]
    [InlineData("""{"recurrence":{"kind":"daily","every":"2"}}""", "recurrence.every", "Give a whole number")]
    [InlineData("""{"doNotDisturb":{"weekdays":[6]}}""", "doNotDisturb.weekdays[0]", "Give a text")]
    [InlineData("""{"doNotDisturb":{"dates":[null]}}""", "doNotDisturb.dates[0]", "Null is not allowed")]
    [InlineData("""{"latestStart":3600}""", "latestStart", "Give a text")]
    public async Task Post_OfAnotherShape_Is422WithItsField(string json, string field, string words)
    {
        var answer = await site.Admin.PostAsync("/api/tasks", Bodies.Task().With("schedule", JsonNode.Parse(json)));

        Assert.Contains(words, answer.ExpectInvalid($"schedule.{field}"), StringComparison.Ordinal);
    }

    /// <summary>An app at the time of the table, with a tenant that has an account.</summary>
    public sealed class Site : IAsyncLifetime
    {
        private TestApi? _api;

        internal ApiClient Admin { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            _api = await TestApi.StartAsync(services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(Any.Now)));
            Admin = await _api.NewTenantAsync();
            await Admin.NewAccountAsync();
        }

        public async Task DisposeAsync() => await _api!.DisposeAsync();
    }
}
