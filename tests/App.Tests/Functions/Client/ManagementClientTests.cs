using System.Net;
using CampaignTasks.App.Accounts;
using CampaignTasks.App.Functions.Client;
using CampaignTasks.App.Operations;
using CampaignTasks.App.Tests.Operations;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Durable;
using CampaignTasks.Testing.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.App.Tests.Functions.Client;

/// <summary>The client of the management API, against the API itself as the embedded hub serves it.</summary>
public sealed class ManagementClientTests : IAsyncLifetime, IDisposable
{
    private const string Echo = nameof(CampaignTaskOrchestrator);
    private const string Waiter = nameof(RunOrchestrator);
    private const string Broken = nameof(LaneOrchestrator);
    private const string Key = "system-key-of-a-test";

    private readonly InMemoryDeploymentNotes _notes = new();
    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler());
    private WebApplication _app = null!;
    private ManagementEndpoints _endpoints = null!;

    private static CancellationToken Token => CancellationToken.None;

    private string BaseUrl => _app.Urls.Single() + OperationsEndpoints.Root;

    public async Task InitializeAsync()
    {
        _app = await ManagementTests.StandaloneAsync();
        _endpoints = NewEndpoints();
    }

    public void Dispose() => _invoker.Dispose();

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Instance_StartedAndSignalled_GivesItsOutput()
    {
        var client = await ClientAsync();

        var id = await client.ScheduleNewOrchestrationInstanceAsync(Waiter, "x", new StartOrchestrationOptions("w 1"), Token);
        await client.WaitForInstanceStartAsync(id, false, Token);
        await client.SuspendInstanceAsync(id, "a reason", Token);
        await client.RaiseEventAsync(id, "go", "done", Token);
        await client.ResumeInstanceAsync(id, null, Token);
        var ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token);

        Assert.Equal((OrchestrationRuntimeStatus.Completed, "x", "done"), (ended.RuntimeStatus, ended.ReadInputAs<string>(), ended.ReadOutputAs<string>()));
        Assert.Equal("waiting", ended.ReadCustomStatusAs<string>());
        Assert.Equal("w 1", ended.InstanceId);
    }

    [Fact]
    public async Task Start_OfAnIdInUse_IsRefused_AndOfAFinishedOneIsNot()
    {
        var client = await ClientAsync();
        await client.ScheduleNewOrchestrationInstanceAsync(Waiter, "x", new StartOrchestrationOptions("one"), Token);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => client.ScheduleNewOrchestrationInstanceAsync(Waiter, "x", new StartOrchestrationOptions("one"), Token));
        await client.TerminateInstanceAsync("one", "enough", Token);
        Assert.Equal("enough", (await client.WaitForInstanceCompletionAsync("one", true, Token)).ReadOutputAs<string>());
        await client.ScheduleNewOrchestrationInstanceAsync(Echo, "y", new StartOrchestrationOptions("one"), Token);

        Assert.Equal("y", (await client.WaitForInstanceCompletionAsync("one", true, Token)).ReadOutputAs<string>());
        await Assert.ThrowsAsync<NotSupportedException>(() => client.ScheduleNewOrchestrationInstanceAsync(Echo, "y", new StartOrchestrationOptions("late", DateTimeOffset.MaxValue), Token));
    }

    [Fact]
    public async Task Signals_ToMissingOrFinishedInstances_SaySo()
    {
        var client = await ClientAsync();
        var id = await client.ScheduleNewOrchestrationInstanceAsync(Echo, "x", Token);
        await client.WaitForInstanceCompletionAsync(id, false, Token);

        await Assert.ThrowsAsync<OrchestrationFinishedException>(() => client.RaiseEventAsync(id, "go", null, Token));
        await Assert.ThrowsAsync<OrchestrationNotFoundException>(() => client.RaiseEventAsync("nobody", "go", null, Token));
        await Assert.ThrowsAsync<OrchestrationNotFoundException>(() => client.SuspendInstanceAsync("nobody", null, Token));
        Assert.Null(await client.GetInstanceAsync("nobody", false, Token));
        Assert.Equal(0, (await client.PurgeInstanceAsync("nobody", Token)).PurgedInstanceCount);
    }

    [Fact]
    public async Task Failure_OfAnInstance_IsReadAsOne()
    {
        var client = await ClientAsync();
        var id = await client.ScheduleNewOrchestrationInstanceAsync(Broken, "x", Token);

        var failed = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token);

        Assert.Equal(new TaskFailureDetails("System.IO.InvalidDataException", "it broke"), failed.FailureDetails);
        Assert.Null(failed.SerializedOutput);
    }

    [Fact]
    public async Task Instances_AreListedPageByPage_AndPurged()
    {
        var client = await ClientAsync();
        foreach (var number in Enumerable.Range(0, 5))
        {
            await client.WaitForInstanceCompletionAsync(
                await client.ScheduleNewOrchestrationInstanceAsync(Echo, "x", new StartOrchestrationOptions($"many-{number}"), Token), false, Token);
        }

        var listed = await client.GetAllInstancesAsync(new(InstanceIdPrefix: "many-", PageSize: 2)).ToListAsync(Token);
        var purged = await client.PurgeAllInstancesAsync(new(CreatedTo: DateTimeOffset.MaxValue, Statuses: [OrchestrationRuntimeStatus.Completed]), Token);

        Assert.Equal(Enumerable.Range(0, 5).Select(number => $"many-{number}"), listed.Select(instance => instance.InstanceId));
        Assert.Equal(5, purged.PurgedInstanceCount);
        Assert.Equal(0, (await client.PurgeAllInstancesAsync(new(), Token)).PurgedInstanceCount);
    }

    [Fact]
    public async Task Endpoint_ThatIsUnknown_IsSaidToBe_UntilAnyProcessWasTold()
    {
        var client = Client(_endpoints);
        await Assert.ThrowsAsync<ManagementUnknownException>(() => client.GetInstanceAsync("x", false, Token));
        await Assert.ThrowsAsync<ManagementUnknownException>(() => _endpoints.CheckAsync(Token));

        await NewEndpoints().LearnAsync(new(BaseUrl, $"code={Key}"), Token);

        Assert.Null(await client.GetInstanceAsync("x", false, Token));
    }

    [Theory]
    [InlineData("code=the-key-of-yesterday", true)]
    [InlineData("code=system-key-of-a-test", false)]
    public async Task Endpoint_ThatRefusesOrIsGone_IsLookedUpAgain(string query, bool isThere)
    {
        await _endpoints.LearnAsync(new(isThere ? BaseUrl : "http://127.0.0.1:9/runtime/webhooks/durabletask", query), Token);
        var client = Client(_endpoints);
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetInstanceAsync("x", false, Token));
        Assert.DoesNotContain("code=", failure.ToString(), StringComparison.Ordinal);

        // Another process is told of the change.
        await NewEndpoints().LearnAsync(new(BaseUrl, $"code={Key}"), Token);

        Assert.Null(await client.GetInstanceAsync("x", false, Token));
    }

    [Fact]
    public async Task Trap11_Call_ThatNobodyAnswers_EndsInTime()
    {
        await _endpoints.LearnAsync(new(BaseUrl, $"code={Key}"), Token);
        using var silence = new HttpMessageInvoker(new Silence());
        var time = new FakeTimeProvider();
        var asked = new ManagementHttp(silence, _endpoints, time).SendAsync(HttpMethod.Get, "instances/x", [], null, Token);

        Assert.False(asked.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(30));

        var late = await Assert.ThrowsAsync<TimeoutException>(() => asked);
        Assert.DoesNotContain(Key, late.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trap11_Key_IsSealedInStorage_AndInNoText()
    {
        var endpoint = new ManagementEndpoint(BaseUrl, $"code={Key}");
        await _endpoints.LearnAsync(endpoint, Token);

        Assert.DoesNotContain(Key, await _notes.FindAsync("durable-management", Token), StringComparison.Ordinal);
        Assert.DoesNotContain(Key, endpoint.ToString(), StringComparison.Ordinal);
        Assert.Equal(BaseUrl, endpoint.ToString());
    }

    /// <summary>A host that takes requests and never answers.</summary>
    private sealed class Silence : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            new TaskCompletionSource<HttpResponseMessage>().Task.WaitAsync(cancellationToken);
    }

    private ManagementEndpoints NewEndpoints() => new(_notes, new AesGcmSecretBox(new byte[32], []), NullLogger<ManagementEndpoints>.Instance);

    private async Task<DurableTaskClient> ClientAsync()
    {
        await _endpoints.LearnAsync(new(BaseUrl, $"code={Key}"), Token);
        return Client(_endpoints);
    }

    private ManagementClient Client(ManagementEndpoints endpoints) =>
        new(new ManagementHttp(_invoker, endpoints, TimeProvider.System), _app.Services.GetRequiredService<DataConverter>(), TimeProvider.System);
}
