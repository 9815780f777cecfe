using CampaignTasks.App.Runs;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing;

namespace CampaignTasks.App.Tests.Runs;

public sealed class PaceTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public async Task Wait_TheFirstTime_GoesAtOnceAndThenKeepsTheInterval()
    {
        var pace = new Pace(_time);

        await pace.WaitAsync(TimeSpan.FromSeconds(3), CancellationToken.None);
        var second = pace.WaitAsync(TimeSpan.FromSeconds(3), CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(2.9));
        var wasEarly = second.IsCompleted;
        _time.Advance(TimeSpan.FromSeconds(0.2));

        await second;
        Assert.False(wasEarly);
    }

    [Fact]
    public async Task Wait_GivenUpOrLong_HoldsNobodyElseBack()
    {
        var pace = new Pace(_time);
        using var halted = new CancellationTokenSource();
        await pace.WaitAsync(TimeSpan.FromMinutes(10), CancellationToken.None);
        var givenUp = pace.WaitAsync(TimeSpan.FromMinutes(10), halted.Token);
        var slow = pace.WaitAsync(TimeSpan.FromMinutes(10), CancellationToken.None);

        await halted.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
        _time.Advance(TimeSpan.FromSeconds(1));
        await pace.WaitAsync(TimeSpan.FromSeconds(1), CancellationToken.None);

        Assert.False(slow.IsCompleted);
    }

    [Fact]
    public async Task Gate_WhileOneTaskWaitsForItsOwnPace_LetsAnotherTaskSend()
    {
        var gates = new AccountGates(_time);
        var slow = gates.OfTask("slow");
        await slow.WaitAsync(TimeSpan.FromMinutes(10), CancellationToken.None);
        var waiting = slow.WaitAsync(TimeSpan.FromMinutes(10), CancellationToken.None);

        var entered = await gates.Of("a1").EnterAsync(Pacing.None, CancellationToken.None);
        gates.Of("a1").Leave(new SendOutcome.Accepted("p1"));

        Assert.True(entered);
        Assert.False(waiting.IsCompleted);
    }
}
