using CampaignTasks.Durable.Tests.Engine.Replay;
using CampaignTasks.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Durable.Tests;

public sealed class ActivityRunnerTests
{
    [Fact]
    public async Task Activity_GetsItsInputAndServices_AndItsResultIsWritten()
    {
        var outcome = await Runner().RunAsync("twice", "i1", "21", CancellationToken.None);

        Assert.Equal(new ActivityOutcome("\"42 for i1\""), outcome);
    }

    [Fact]
    public async Task UnknownActivity_IsANonRetriableFailure()
    {
        var outcome = await Runner().RunAsync("Nobody", "i1", null, CancellationToken.None);

        Assert.Equal((ActivityRunner.NotFoundError, true), (outcome.Failure!.ErrorType, outcome.Failure.IsNonRetriable));
    }

    [Fact]
    public async Task UnreadableInput_IsAFailure() =>
        Assert.True((await Runner().RunAsync("Twice", "i1", "\"x\"", CancellationToken.None)).Failure!.IsCausedBy<System.Text.Json.JsonException>());

    [Fact]
    public async Task Exception_IsAFailure()
    {
        var outcome = await Runner().RunAsync("Twice", "i1", "-1", CancellationToken.None);

        Assert.True(outcome.Failure!.IsCausedBy<ArgumentOutOfRangeException>());
    }

    [Fact]
    public async Task StoppingHost_IsNoFailureOfTheActivity()
    {
        using var stopping = new CancellationTokenSource();
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Runner().RunAsync("Twice", "i1", "1", stopping.Token));
    }

    [Fact]
    public async Task Run_IsMeasuredOnceByItsOutcome()
    {
        using var metrics = new RecordedMetrics();

        await Runner("Measured").RunAsync("Measured", "i1", "21", CancellationToken.None);
        await Runner("Measured").RunAsync("Measured", "i1", "-1", CancellationToken.None);

        Assert.Single(metrics.Of("campaigntasks.durable.activity.duration", "activity=Measured", "outcome=completed"));
        Assert.Single(metrics.Of("campaigntasks.durable.activity.duration", "activity=Measured", "outcome=failed"));
    }

    private static ActivityRunner Runner(string? name = null)
    {
        var services = new ServiceCollection().AddScoped<Factor>().AddDurable(registry => registry.AddActivity<Twice>(name ?? nameof(Twice)));
        return services.BuildServiceProvider(validateScopes: true).GetRequiredService<ActivityRunner>();
    }

    public sealed class Factor
    {
        public int Value => 2;
    }

    public sealed class Twice(Factor factor) : TaskActivity<int, string>
    {
        public override Task<string> RunAsync(TaskActivityContext context, int input)
        {
            ArgumentNullException.ThrowIfNull(context);
            ArgumentOutOfRangeException.ThrowIfNegative(input);
            context.CancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult($"{input * factor.Value} for {context.InstanceId}");
        }
    }
}
