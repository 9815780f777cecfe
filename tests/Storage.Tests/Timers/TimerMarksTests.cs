using CampaignTasks.Domain.Timers;
using CampaignTasks.Storage.Timers;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Timers;

public sealed class InMemoryTimerMarksTests : TimerMarksContract
{
    protected override Task<ITimerMarks> NewStoreAsync() => Task.FromResult<ITimerMarks>(new InMemoryTimerMarks());
}

[Collection(AzuriteTests.Name)]
public sealed class TableTimerMarksTests(AzuriteFixture azurite) : TimerMarksContract
{
    protected override async Task<ITimerMarks> NewStoreAsync() => new TableTimerMarks(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledTimerMarksTests(AzuriteFixture azurite) : TimerMarksContract
{
    protected override async Task<ITimerMarks> NewStoreAsync() => new TableTimerMarks(await azurite.NewTroubledHubAsync());
}
