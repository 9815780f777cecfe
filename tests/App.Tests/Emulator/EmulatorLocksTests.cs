using CampaignTasks.App.Emulator;

namespace CampaignTasks.App.Tests.Emulator;

public sealed class EmulatorLocksTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("campaign-tasks-locks-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void IsUsed_UntilTheLastUserLeaves_IsTrue()
    {
        var locks = new EmulatorLocks(folder, TimeProvider.System);
        var first = locks.Use();
        var second = locks.Use();

        first.Dispose();
        var whileOneStays = locks.IsUsed();
        second.Dispose();

        Assert.True(whileOneStays);
        Assert.False(locks.IsUsed());
    }

    [Fact]
    public async Task Change_WhileAnotherChanges_Waits()
    {
        var locks = new EmulatorLocks(folder, TimeProvider.System);
        var first = await locks.ChangeAsync(CancellationToken.None);

        var second = locks.ChangeAsync(CancellationToken.None);
        var waited = !second.IsCompleted;
        first.Dispose();
        (await second).Dispose();

        Assert.True(waited);
    }
}
