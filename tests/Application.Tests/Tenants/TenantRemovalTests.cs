using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Orchestrations;
using Moq;

namespace CampaignTasks.Application.Tests.Tenants;

public sealed class TenantRemovalTests : IDisposable
{
    private static readonly TenantRemoval Removal = new(Any.TenantId);

    private readonly ActivityFixture _fixture = new();
    private readonly Mock<ITenantData> _data = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Removal_ComesBackAfterARest_ForWhatWasStoredMeanwhile()
    {
        List<(bool IsQuiet, DateTimeOffset At)> parts = [];
        var left = new Queue<bool>([true, true, false, true, false]);
        var driver = new OrchestrationDriver();
        driver
            .Orchestrator<TenantRemovalOrchestrator>()
            .Activity<TenantRemoval, bool>(TenantActivities.RemoveTenantPart, removal =>
            {
                parts.Add((removal.IsQuiet, driver.Now));
                return left.Dequeue();
            });

        driver.Start(nameof(TenantRemovalOrchestrator), Removal.InstanceId, Removal);
        driver.RunUntil(() => driver.HasCompleted(Removal.InstanceId), TimeSpan.FromHours(1));

        Assert.Equal([false, false, false, true, true], parts.Select(part => part.IsQuiet));
        Assert.True(parts[3].At - parts[2].At >= TenantRemovalOrchestrator.Rest);
    }

    [Fact]
    public async Task Part_DeletesTasksAndData_AndMakesLiveTasksLook()
    {
        await AddTenantAsync(TenantStatus.Deleting);
        await _fixture.StoreAsync(ActivityFixture.RunningTask());
        _data.Setup(data => data.DeleteSomeAsync(Any.TenantId, It.IsAny<CancellationToken>())).ReturnsAsync(0);

        Assert.True(await RemoveAsync(Removal));

        Assert.Null(await _fixture.Tasks.FindAsync(Any.TenantId, Any.TaskId, default));
        var instance = new TaskRef(Any.TenantId, Any.TaskId).InstanceId;
        _fixture.Client.Verify(client => client.RaiseEventAsync(instance, RunActivities.Refresh, "", It.IsAny<CancellationToken>()));
        Assert.False(await RemoveAsync(Removal));
    }

    [Fact]
    public async Task Tenant_GoesWithTheLastPart_AfterTheRest()
    {
        await AddTenantAsync(TenantStatus.Deleting);
        var left = new Queue<int>([1000, 0, 5, 0]);
        _data.Setup(data => data.DeleteSomeAsync(Any.TenantId, It.IsAny<CancellationToken>())).ReturnsAsync(() => left.Dequeue());

        Assert.True(await RemoveAsync(Removal));
        Assert.False(await RemoveAsync(Removal));
        Assert.NotNull(await _fixture.Tenants.FindAsync(Any.TenantId, default));
        Assert.True(await RemoveAsync(Removal with { IsQuiet = true }));
        Assert.NotNull(await _fixture.Tenants.FindAsync(Any.TenantId, default));
        Assert.False(await RemoveAsync(Removal with { IsQuiet = true }));

        Assert.Null(await _fixture.Tenants.FindAsync(Any.TenantId, default));
        Assert.False(await RemoveAsync(Removal with { IsQuiet = true }));
    }

    [Theory]
    [InlineData(TenantStatus.Active)]
    [InlineData(TenantStatus.Suspended)]
    public async Task Part_OfATenantThatIsNotMarked_RemovesNothing(TenantStatus status)
    {
        await AddTenantAsync(status);
        await _fixture.StoreAsync(Any.Task(CampaignTaskStatus.Scheduled));

        Assert.False(await RemoveAsync(Removal));

        Assert.NotNull(await _fixture.Tasks.FindAsync(Any.TenantId, Any.TaskId, default));
        _data.VerifyNoOtherCalls();
    }

    private async Task<bool> RemoveAsync(TenantRemoval removal) =>
        await _fixture
            .Create<RemoveTenantPartActivity>(_data.Object)
            .RunAsync(Mock.Of<Microsoft.DurableTask.TaskActivityContext>(), removal);

    private async Task AddTenantAsync(TenantStatus status) =>
        await _fixture.Tenants.AddAsync(new Tenant(Any.TenantId, "Acme", Any.Now) { Status = status }, default);
}
