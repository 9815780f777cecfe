using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Simulation;

/// <summary>Two processes on one hub.</summary>
public sealed class SharingTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Processes_OnOneHub_ShareItsWork_AndSendNothingTwice()
    {
        await using var world = SimulatedDeployment.Create(settings: new Settings { Shuffle = true, AsInProduction = true });
        world.AddAccount(hasKey: false);
        world.Restart();

        var tasks = new List<CampaignTask>();
        for (var n = 0; n < 6; n++)
        {
            tasks.Add(await world.Client.CreateTaskAsync(Client.Email(recipients: 100)));
        }

        await world.RunUntilAsync(() => tasks.TrueForAll(task => world.Find(task).Status is CampaignTaskStatus.Completed), Soon);

        Assert.Equal([1, 2], world.Requests.Select(request => request.Process).Distinct().Order());
        Assert.Equal(600, world.Requests.Count);
        Assert.All(world.Provider.SentOn.Values, times => Assert.Equal(1, times));
    }

    [Fact]
    public async Task Process_ThatDies_LeavesItsWorkToTheOther()
    {
        await using var world = SimulatedDeployment.Create(settings: new Settings { RestartsAfter = null });
        world.AddAccount();
        world.Restart();
        var task = await world.Client.CreateTaskAsync(Client.Email(recipients: 60, pause: "PT1S"));
        await world.RunUntilAsync(() => world.Requests.Count == 20, Soon);

        var (worker, at) = (world.Requests[^1].Process, world.Now);
        world.Kill(worker);
        await world.RunUntilAsync(() => world.Find(task).Status is CampaignTaskStatus.Completed, Soon);

        var after = world.Requests.Where(request => request.Process != worker).ToList();
        Assert.InRange(after[0].At - at, TimeSpan.Zero, TimeSpan.FromSeconds(13));
        Assert.All(world.MessagesOf(task), message => Assert.Equal(MessageState.Sent, message.State));
        Assert.All(world.Provider.SentOn.Values, times => Assert.Equal(1, times));
    }
}
