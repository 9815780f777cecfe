using CampaignTasks.Application.Forecasts;
using CampaignTasks.Domain.Forecasts;
using CampaignTasks.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Forecasts;

public sealed class SharedForecastsTests
{
    private static readonly ForecastKey Key = new("acme", "task", "v1", MostOccurrences: 50);

    private readonly FakeTimeProvider _time = new(Any.Now);
    private readonly TaskCompletionSource<Forecast> _made = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _makings;
    private CancellationToken _stopped;

    [Fact]
    public async Task Get_ByManyAtOnce_IsMadeOnce()
    {
        var shared = new SharedForecasts(_time);
        var callers = Enumerable.Range(0, 100).Select(_ => shared.GetAsync(Key, MakeAsync, default)).ToList();

        _made.SetResult(Of(steps: 1));
        await Task.WhenAll(callers);

        Assert.Equal(1, _makings);
    }

    [Theory]
    [InlineData(SharedForecasts.CostlySteps, 29, 1)]
    [InlineData(SharedForecasts.CostlySteps, 30, 2)]
    [InlineData(SharedForecasts.CostlySteps - 1, 0, 2)]
    public async Task Get_AgainAfterAWhile_MakesItAgainUnlessItIsCostlyAndNew(int steps, int seconds, int makings)
    {
        var shared = new SharedForecasts(_time);
        _made.SetResult(Of(steps));
        await shared.GetAsync(Key, MakeAsync, default);

        _time.Advance(TimeSpan.FromSeconds(seconds));
        await shared.GetAsync(Key, MakeAsync, default);

        Assert.Equal(makings, _makings);
    }

    [Fact]
    public async Task Get_OfAnotherVersion_IsMadeAnew()
    {
        var shared = new SharedForecasts(_time);
        _made.SetResult(Of(SharedForecasts.CostlySteps));

        await shared.GetAsync(Key, MakeAsync, default);
        await shared.GetAsync(Key with { Version = "v2" }, MakeAsync, default);

        Assert.Equal(2, _makings);
    }

    [Fact]
    public async Task Get_WhenTheLastCallerHasLeft_IsCanceledAndMadeAnewForTheNext()
    {
        var shared = new SharedForecasts(_time);
        using var first = new CancellationTokenSource();
        using var last = new CancellationTokenSource();
        var callers = new[] { shared.GetAsync(Key, MakeAsync, first.Token), shared.GetAsync(Key, MakeAsync, last.Token) };

        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => callers[0]);
        Assert.False(_stopped.IsCancellationRequested);
        await last.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => callers[1]);

        Assert.True(_stopped.IsCancellationRequested);
        _made.SetResult(Of(steps: 1));
        await shared.GetAsync(Key, MakeAsync, default);
        Assert.Equal(2, _makings);
    }

    private static Forecast Of(int steps) => new([], [], [], IsComplete: true) { Steps = steps };

    private Task<Forecast> MakeAsync(CancellationToken stop)
    {
        _makings++;
        _stopped = stop;
        return _made.Task;
    }
}
