using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Tenants;

public sealed class SuspendedTenantTests : IDisposable
{
    private static readonly LaneWork Work = new(ActivityFixture.RunRef, Lane: 0, FromPage: 0);

    private readonly ActivityFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(TenantStatus.Suspended, CampaignTaskStatus.Scheduled)]
    [InlineData(TenantStatus.Suspended, CampaignTaskStatus.Running)]
    [InlineData(TenantStatus.Suspended, CampaignTaskStatus.Paused)]
    [InlineData(TenantStatus.Deleting, CampaignTaskStatus.Running)]
    public async Task NextStep_WhileTheTenantIsNotActive_WaitsAndStoresNothing(TenantStatus tenant, CampaignTaskStatus status)
    {
        await SetAsync(tenant);
        await _fixture.StoreAsync(Any.Task(status) with { NextOccurrence = Any.Now });
        var before = await _fixture.VersionsAsync();

        Assert.Equal(new TaskStep(TaskStepKind.Wait), await _fixture.NextStepAsync());

        Assert.Equal(before, await _fixture.VersionsAsync());
    }

    [Fact]
    public async Task NextStep_OfATaskEndedBeforeItsRun_FinishesTheRunAllTheSame()
    {
        await SetAsync(TenantStatus.Suspended);
        await _fixture.StorePlannedAsync(task: Any.Task(CampaignTaskStatus.Canceled));

        Assert.Equal(TaskStepKind.Finish, (await _fixture.NextStepAsync()).Kind);
    }

    [Fact]
    public async Task PlanRun_WhileTheTenantIsSuspended_Waits()
    {
        await SetAsync(TenantStatus.Suspended);
        await _fixture.StorePlannedAsync();

        Assert.Equal(TaskStepKind.Wait, (await _fixture.PlanRunAsync()).Kind);

        Assert.Empty(_fixture.Channel.Requests);
    }

    [Fact]
    public async Task SendPages_WhileTheTenantIsSuspended_SendsNothing_AndGoesOnWhenItIsResumed()
    {
        await SetAsync(TenantStatus.Suspended);
        await _fixture.StorePlannedAsync();

        Assert.Equal(new LaneResult(LaneState.Halted, Work), await _fixture.SendPagesAsync(Work));
        Assert.Empty(_fixture.Channel.Requests);

        await SetAsync(TenantStatus.Active);
        Assert.Equal(LaneState.Done, (await _fixture.SendPagesAsync(Work)).State);
        Assert.All(await _fixture.StatesAsync(), state => Assert.Equal(MessageState.Sent, state));
    }

    [Fact]
    public async Task Monitor_OfARunUnderWay_HaltsWithTheSuspension_AndIsReleasedWithItsEnd()
    {
        await SetAsync(TenantStatus.Active);
        await _fixture.StorePlannedAsync();
        var monitor = (await _fixture.LaneAsync()).Monitor;
        Assert.False(monitor.IsHalted);

        await SetAsync(TenantStatus.Suspended);
        _fixture.Time.Advance(TenantStatuses.MaxAge);
        await monitor.ReadAsync(default);
        Assert.True(monitor.IsHalted);

        // What another change of the task tells does not release it.
        monitor.Observe(await _fixture.StoredTaskAsync());
        Assert.True(monitor.IsHalted);

        await SetAsync(TenantStatus.Active);
        await monitor.ReadAsync(default);
        Assert.False(monitor.IsHalted);
    }

    [Fact]
    public async Task Status_OfAnActiveTenant_IsReadOnceInASecond_AndAnEndedSuspensionIsSeenAtOnce()
    {
        await SetAsync(TenantStatus.Active);
        var statuses = _fixture.Get<TenantStatuses>();
        Assert.True(await statuses.IsActiveAsync(Any.TenantId, default));

        await SetAsync(TenantStatus.Suspended);
        Assert.True(await statuses.IsActiveAsync(Any.TenantId, default));
        _fixture.Time.Advance(TenantStatuses.MaxAge);
        Assert.False(await statuses.IsActiveAsync(Any.TenantId, default));

        await SetAsync(TenantStatus.Active);
        Assert.True(await statuses.IsActiveAsync(Any.TenantId, default));
    }

    private async Task SetAsync(TenantStatus status)
    {
        await _fixture.Tenants.AddAsync(new Tenant(Any.TenantId, "Acme", Any.Now), default);
        var tenant = (await _fixture.Tenants.FindAsync(Any.TenantId, default))!;
        await _fixture.Tenants.UpdateAsync(tenant with { Status = status }, default);
    }
}
