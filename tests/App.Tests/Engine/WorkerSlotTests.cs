using CampaignTasks.App.Engine;

namespace CampaignTasks.App.Tests.Engine;

public sealed class WorkerSlotTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("campaign-tasks-slots-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WorkerId_OfTwoThatLive_Differs()
    {
        using var first = new WorkerSlot(_folder, "hub");
        using var second = new WorkerSlot(_folder, "hub");

        Assert.NotEqual(first.WorkerId, second.WorkerId);
    }

    [Fact]
    public void WorkerId_OfOneThatEnded_IsTakenAgain()
    {
        using var second = Beside(new WorkerSlot(_folder, "hub"), out var ended);

        using var next = new WorkerSlot(_folder, "hub");

        Assert.Equal(ended, next.WorkerId);
    }

    [Fact]
    public void WorkerId_OfAnotherHub_MeetsNobody()
    {
        using var first = new WorkerSlot(_folder, "hub");
        using var other = new WorkerSlot(_folder, "another hub");

        Assert.Equal(first.WorkerId, other.WorkerId);
    }

    [Fact]
    public async Task WorkerId_OfManyThatStartAtOnce_AllDiffer()
    {
        var slots = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => new WorkerSlot(_folder, "hub"))));

        Assert.Equal(slots.Length, slots.Select(slot => slot.WorkerId).Distinct(StringComparer.Ordinal).Count());
        Assert.All(slots, slot => slot.Dispose());
    }

    /// <summary>One more beside another, which then ends.</summary>
    private WorkerSlot Beside(WorkerSlot other, out string ended)
    {
        ended = other.WorkerId;
        var slot = new WorkerSlot(_folder, "hub");
        other.Dispose();
        return slot;
    }
}
