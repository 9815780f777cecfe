using CampaignTasks.Testing.Durable;

namespace CampaignTasks.Durable.Tests.Engine.Hub;

public sealed class HubClientTests
{
    private readonly InMemoryHubStore _store = new();
    private readonly FakeTime _time = new();
    private readonly Samples _samples = new();

    [Theory]
    [InlineData("")]
    [InlineData("@a")]
    [InlineData("a/b")]
    [InlineData("a#b")]
    [InlineData("a\nb")]
    public async Task Schedule_WithABadId_IsRefused(string id)
    {
        await using var hub = await NewHub().StartedAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => hub.ScheduleAsync("Steps", "a", id));
    }

    [Fact]
    public async Task Schedule_WithAPayloadOverTheLimit_IsRefused()
    {
        await using var hub = await NewHub().StartedAsync();

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => hub.ScheduleAsync("Steps", new('x', HubLimits.PayloadBytes), "big"));

        Assert.Contains("reference", refused.Message, StringComparison.Ordinal);
        Assert.Null(await hub.Client.GetInstanceAsync("big", false, CancellationToken.None));
    }

    [Fact]
    public async Task Schedule_WithTheIdOfARunningInstance_IsRefused()
    {
        await using var hub = await NewHub().StartedAsync();
        await hub.ScheduleAsync("Listens", "x", "a");

        var refused = await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => hub.ScheduleAsync("Steps", "x", "a"));

        Assert.Equal("a", refused.InstanceId);
    }

    [Fact]
    public async Task Schedule_WithTheIdOfAFinishedInstance_ReplacesIt()
    {
        await using var hub = await NewHub().StartedAsync();
        await hub.ScheduleAsync("Steps", "a", "same");
        await hub.OutputAsync("same");

        await hub.ScheduleAsync("Steps", "b", "same");

        await hub.UntilAsync(async () => await hub.OutputAsync("same") == "b1,b20,b21,b22,b3");
    }

    [Fact]
    public async Task Schedule_WithReuseForbidden_IsRefused()
    {
        await using var hub = await NewHub(options => options.ReuseFinishedInstances = false).StartedAsync();
        await hub.ScheduleAsync("Steps", "a", "same");
        await hub.OutputAsync("same");

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => hub.ScheduleAsync("Steps", "b", "same"));
    }

    [Fact]
    public async Task Messages_ToAMissingOrFinishedInstance_AreRefused()
    {
        await using var hub = await NewHub().StartedAsync();
        await hub.OutputAsync(await hub.ScheduleAsync("Steps", "a", "done"));

        await Assert.ThrowsAsync<OrchestrationNotFoundException>(() => hub.Client.RaiseEventAsync("nobody", "word", "x", CancellationToken.None));
        await Assert.ThrowsAsync<OrchestrationNotFoundException>(() => hub.Client.SuspendInstanceAsync("nobody", null, CancellationToken.None));
        await Assert.ThrowsAsync<OrchestrationFinishedException>(() => hub.Client.TerminateInstanceAsync("done", null, CancellationToken.None));
        await Assert.ThrowsAsync<OrchestrationFinishedException>(() => hub.Client.ResumeInstanceAsync("done", null, CancellationToken.None));
    }

    [Fact]
    public async Task Wait_ForAnInstanceInThisProcess_NeedsNoClock()
    {
        await using var hub = await NewHub().StartedAsync();
        var before = _time.GetUtcNow();

        var id = await hub.ScheduleAsync("Steps", "a");
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var done = await hub.Client.WaitForInstanceCompletionAsync(id, true, late.Token);

        Assert.Equal("a1,a20,a21,a22,a3", done.ReadOutputAs<string>());
        Assert.Equal("a", done.ReadInputAs<string>());
        Assert.Equal(before, _time.GetUtcNow());
    }

    [Fact]
    public async Task Wait_ForAMissingInstance_IsRefused()
    {
        await using var hub = await NewHub().StartedAsync();

        await Assert.ThrowsAsync<OrchestrationNotFoundException>(() => hub.Client.WaitForInstanceCompletionAsync("nobody", false, CancellationToken.None));
    }

    [Fact]
    public async Task List_WithAFilter_GivesEveryPage()
    {
        await using var hub = await NewHub().StartedAsync();
        for (var i = 0; i < 5; i++) await hub.ScheduleAsync("Listens", "x", $"t:{i}");
        await hub.ScheduleAsync("Listens", "x", "u:1");

        var listed = new List<string>();
        await foreach (var page in hub.Client.GetAllInstancesAsync(new(InstanceIdPrefix: "t:", PageSize: 2)).AsPages(null, null, CancellationToken.None))
        {
            Assert.True(page.Values.Count <= 2);
            listed.AddRange(page.Values.Select(found => found.InstanceId));
        }

        Assert.Equal(["t:0", "t:1", "t:2", "t:3", "t:4"], listed);
    }

    [Fact]
    public async Task Purge_OfFinishedInstances_SparesRunningOnes()
    {
        await using var hub = await NewHub().StartedAsync();
        for (var i = 0; i < 3; i++) await hub.FinishedAsync(await hub.ScheduleAsync("Steps", "a", $"done{i}"));
        await hub.ScheduleAsync("Listens", "x", "open");

        Assert.Equal(0, (await hub.Client.PurgeInstanceAsync("open", CancellationToken.None)).PurgedInstanceCount);
        Assert.Equal(1, (await hub.Client.PurgeInstanceAsync("done0", CancellationToken.None)).PurgedInstanceCount);
        Assert.Equal(2, (await hub.Client.PurgeAllInstancesAsync(new(), CancellationToken.None)).PurgedInstanceCount);

        Assert.Null(await hub.Client.GetInstanceAsync("done1", false, CancellationToken.None));
        Assert.NotNull(await hub.Client.GetInstanceAsync("open", false, CancellationToken.None));
    }

    [Fact]
    public void Options_ThatCannotWork_AreRefusedByName()
    {
        var result = new DurableHubOptions.Validator().Validate(null, new() { LeaseDuration = TimeSpan.FromSeconds(1), HubName = "a-b" });

        Assert.Equal(2, result.Failures!.Count());
        Assert.Contains("LeaseDuration", result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains("HubName", result.FailureMessage, StringComparison.Ordinal);
    }

    private TestHub NewHub(Action<DurableHubOptions>? configure = null) => new(_store, _time, _samples, configure: configure);
}
