using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Simulation.Machinery;

namespace CampaignTasks.Simulation;

/// <summary>The main job, from the desk behind HTTP to the last message, on a clock that is never waited for.</summary>
public sealed class JobTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Job_WhenAllIsWell_SendsEachMessageOnce(bool hasKey)
    {
        await using var world = SimulatedDeployment.Create();
        world.AddAccount(hasKey: hasKey);

        var task = await world.Client.CreateTaskAsync(Client.Email(recipients: 250));
        await world.RunUntilAsync(() => world.Find(task).Status is CampaignTaskStatus.Completed, Soon);

        Assert.Equal(250, world.Requests.Select(request => request.To).Distinct().Count());
        Assert.Equal(250, world.Requests.Count);
        Assert.All(world.MessagesOf(task), message => Assert.Equal(MessageState.Sent, message.State));
        Assert.Equal(RunStatus.Completed, Assert.Single(world.RunsOf(task)).Status);
    }

    [Fact]
    public async Task Job_WhenItStopsOnFailure_StartsNothingAfterTheFailureIsKnown()
    {
        await using var world = SimulatedDeployment.Create();
        world.AddAccount();
        world.Provider.Answer = request => request.To is "r40@example.net" ? Reply.Rejected() : Reply.Accepted;

        var task = await world.Client.CreateTaskAsync(Client.Email(recipients: 250, stopOnFailure: true));
        await world.RunUntilAsync(() => world.Find(task).Status is CampaignTaskStatus.Failed, Soon);

        var refused = Assert.Single(world.Requests, request => request.To is "r40@example.net");
        Assert.DoesNotContain(world.Requests, request => request.At > refused.At + Reply.Soon);
        Assert.Contains(refused.Message.ToString(), world.Find(task).EndReason, StringComparison.Ordinal);
        Assert.Equal(world.Requests.Count - 1, world.MessagesOf(task).Count(message => message.State is MessageState.Sent));
        Assert.Equal(250 - world.Requests.Count, world.MessagesOf(task).Count(message => message.State is MessageState.Canceled));
    }

    [Fact]
    public async Task Job_WhenPaused_SendsNothingUntilItIsResumed()
    {
        await using var world = SimulatedDeployment.Create();
        world.AddAccount();
        var task = await world.Client.CreateTaskAsync(Client.Email(recipients: 100, pause: "PT3S"));
        await world.RunUntilAsync(() => world.Requests.Count == 10, Soon);

        await world.Client.PauseAsync(task);
        await world.RunForAsync(TimeSpan.FromDays(3));
        Assert.Equal(10, world.Requests.Count);
        await world.Client.ResumeAsync(task);
        await world.RunUntilAsync(() => world.Find(task).Status is CampaignTaskStatus.Completed, Soon);

        Assert.Equal(100, world.Requests.Select(request => request.To).Distinct().Count());
        Assert.Equal(100, world.Requests.Count);
    }

    [Theory]
    [InlineData(true, CampaignTaskStatus.Canceled)]
    [InlineData(false, CampaignTaskStatus.Completed)]
    public async Task Job_WhenEndedByAPerson_CancelsWhatIsPending(bool cancels, CampaignTaskStatus status)
    {
        await using var world = SimulatedDeployment.Create();
        world.AddAccount();
        var task = await world.Client.CreateTaskAsync(Client.Email(recipients: 100, pause: "PT3S"));
        await world.RunUntilAsync(() => world.Requests.Count == 10, Soon);

        task = await (cancels ? world.Client.CancelAsync(task) : world.Client.StopAsync(task));
        await world.RunUntilAsync(() => world.RunsOf(task)[0].CompletedAt is not null, Soon);

        Assert.Equal(status, world.Find(task).Status);
        Assert.Equal(10, world.Requests.Count);
        Assert.Equal(
            (10, 90),
            (
                world.MessagesOf(task).Count(m => m.State is MessageState.Sent),
                world.MessagesOf(task).Count(m => m.State is MessageState.Canceled)
            )
        );
    }

    [Fact]
    public async Task Job_WithATimeToCome_StartsThen()
    {
        await using var world = SimulatedDeployment.Create();
        world.AddAccount();
        var startAt = SimulatedDeployment.Monday.AddDays(100);

        var task = await world.Client.CreateTaskAsync(Client.Email(recipients: 50, startAt: startAt));
        await world.RunUntilAsync(() => world.Find(task).Status is CampaignTaskStatus.Completed, TimeSpan.FromDays(101));

        Assert.Equal(startAt, world.Requests[0].At);
        Assert.Equal(50, world.Requests.Count);
    }

    [Fact]
    public async Task Job_WithAPause_KeepsItBetweenAnyTwoMessages()
    {
        await using var world = SimulatedDeployment.Create();
        world.AddAccount(pacing: new Pacing(TimeSpan.FromSeconds(3), null, null));

        var task = await world.Client.CreateTaskAsync(Client.Email(recipients: 250));
        await world.RunUntilAsync(() => world.Find(task).Status is CampaignTaskStatus.Completed, TimeSpan.FromHours(1));

        var gaps = world.Requests.Zip(world.Requests.Skip(1), (one, next) => next.At - one.At).ToList();
        Assert.Equal(249, gaps.Count);
        Assert.All(gaps, gap => Assert.InRange(gap, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3.2)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Job_WithTheSameSeed_GoesTheSameWay(bool shuffle) =>
        Assert.Equal(await LifeAsync(seed: 7, shuffle), await LifeAsync(seed: 7, shuffle));

    [Fact]
    public async Task Job_WithAnotherSeed_GoesAnotherWay() =>
        Assert.NotEqual(await LifeAsync(seed: 7, shuffle: true), await LifeAsync(seed: 8, shuffle: true));

    private static async Task<string> LifeAsync(int seed, bool shuffle)
    {
        await using var world = SimulatedDeployment.Create(seed, settings: new Settings { Shuffle = shuffle });
        world.AddAccount();
        world.Provider.Answer = request =>
            request.Number % 9 == 0 ? Reply.Transient
            : request.Number % 31 == 0 ? Reply.LostAnswer
            : Reply.Accepted;
        var task = await world.Client.CreateTaskAsync(Client.Email(recipients: 250));
        world.KillAtCall(60, CampaignTasks.Simulation.Machinery.Crash.After);
        await world.RunUntilAsync(() => world.Find(task).Status is CampaignTaskStatus.Completed, TimeSpan.FromHours(1));
        return world.Trace.Fingerprint;
    }
}
