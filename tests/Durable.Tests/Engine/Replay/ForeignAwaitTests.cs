using static CampaignTasks.Durable.Tests.Engine.Replay.History;

namespace CampaignTasks.Durable.Tests.Engine.Replay;

public sealed class ForeignAwaitTests
{
    [Fact]
    public void AwaitOfATaskNoEventCompletes_FailsInsteadOfWaitingForever() =>
        Refused(_ => new TaskCompletionSource<string>().Task);

    [Fact]
    public void AwaitOfATaskNoEventCompletes_AfterAResult_Fails()
    {
        var executor = Engines.With(async context =>
        {
            await context.CallActivityAsync("A");
            return await new TaskCompletionSource<string>().Task;
        });

        var failure = executor.Execute([.. Beginning(), Scheduled(0, "A")], Completed(0, null)).Failure();

        Assert.Equal(typeof(ForeignAwaitException).FullName, failure.ErrorType);
    }

    [Fact]
    public void BlockingWait_OnADurableTask_FailsInsteadOfHanging()
    {
        var executor = Engines.With(
            context => Task.FromResult(context.CallActivityAsync<string>("A").GetAwaiter().GetResult()),
            blockingLimit: TimeSpan.FromMilliseconds(50));

        var failure = executor.Start(Beginning()).Failure();

        Assert.Equal(typeof(ForeignAwaitException).FullName, failure.ErrorType);
        Assert.Contains("blocking", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void ContinuationFromAnotherThread_Fails()
    {
        using var resumed = new ManualResetEventSlim();
        Refused(async context =>
        {
            var durable = context.CallActivityAsync<string>("A");
            var foreign = new TaskCompletionSource(TaskCreationOptions.None);
            var other = new Thread(() =>
            {
                foreign.SetResult();
                resumed.Set();
            });
            var waiting = Wait(foreign.Task);
            other.Start();
            resumed.Wait(TimeSpan.FromSeconds(5));
            await waiting;
            return await durable;
        });

        static async Task Wait(Task task) => await task;
    }

    [Fact]
    public void CancellationFromAnotherThread_Fails() => Refused(async context =>
    {
        using var giveUp = new CancellationTokenSource();
        var wait = context.WaitForExternalEvent<string>("go", giveUp.Token);
        var other = new Thread(giveUp.Cancel);
        other.Start();
        other.Join(TimeSpan.FromSeconds(5));
        return await wait;
    });

    [Fact]
    public void YieldAndSynchronousContinuations_StayOnTheOrchestratorsThread()
    {
        var executor = Engines.With(async context =>
        {
            var thread = Environment.CurrentManagedThreadId;
            await Task.Yield();
            var result = await context.CallActivityAsync<string>("A").ContinueWith(
                a => (a.Result, Thread: Environment.CurrentManagedThreadId),
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return thread == result.Thread && thread == Environment.CurrentManagedThreadId ? result.Result : "moved";
        });

        Assert.Equal("\"same\"", executor.Execute([.. Beginning(), Scheduled(0, "A")], Completed(0, "\"same\"")).Output());
    }

    private static void Refused(Func<TaskOrchestrationContext, Task<string>> run)
    {
        var failure = Engines.With(run).Start(Beginning()).Failure();

        Assert.Equal(typeof(ForeignAwaitException).FullName, failure.ErrorType);
    }
}
