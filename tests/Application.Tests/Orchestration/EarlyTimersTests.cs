using CampaignTasks.Application.Orchestration;
using CampaignTasks.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Orchestration;

/// <summary>Durable timers ring up to a second early.</summary>
public sealed class EarlyTimersTests
{
    private readonly FakeTimeProvider _time = new(Any.Now);

    [Fact]
    public async Task Wait_WhenRungEarly_LastsUntilTheTimeItself()
    {
        var wait = EarlyTimers.WaitAsync(Any.Now.AddMilliseconds(900), _time, default);

        _time.Advance(TimeSpan.FromMilliseconds(899));
        var before = wait.IsCompleted;
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.False(before);
        Assert.True(await wait.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Wait_ForLessThanAMillisecond_IsNotSkipped()
    {
        var wait = EarlyTimers.WaitAsync(Any.Now.AddMicroseconds(300), _time, default);

        var before = wait.IsCompleted;
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.False(before);
        Assert.True(await wait.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(-1.0)]
    [InlineData(0.0)]
    [InlineData(1.5)]
    public void Wait_WithNothingNearToWaitFor_ReturnsAtOnce(double? seconds)
    {
        var due = seconds is { } rest ? Any.Now.AddSeconds(rest) : (DateTimeOffset?)null;

        var wait = EarlyTimers.WaitAsync(due, _time, default);

        Assert.True(wait is { IsCompletedSuccessfully: true, Result: false });
    }

    [Fact]
    public async Task Wait_WhenTheProcessStops_Ends()
    {
        using var stop = new CancellationTokenSource();
        var wait = EarlyTimers.WaitAsync(Any.Now.AddSeconds(1), _time, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }
}
