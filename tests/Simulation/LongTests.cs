using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Simulation;

public sealed class LongTests
{
    [Fact]
    public async Task Jobs_OverManyDays_StartOnTheirDayAndKeepTheirPause()
    {
        const int days = 20;
        const int recipients = 150;
        await using var world = SimulatedDeployment.Create();
        world.AddAccount(pacing: new Pacing(TimeSpan.FromSeconds(3), null, null));
        List<CampaignTask> tasks = [];
        for (var day = 1; day <= days; day++)
        {
            tasks.Add(await world.Client.CreateTaskAsync(Client.Email(recipients, startAt: SimulatedDeployment.Monday.AddDays(day))));
        }

        await world.RunUntilAsync(() => world.Find(tasks[^1]).Status is CampaignTaskStatus.Completed, TimeSpan.FromDays(days + 1));

        Assert.Equal(days * recipients, world.Requests.Count);
        Assert.Equal(
            Enumerable.Range(1, days).Select(day => SimulatedDeployment.Monday.AddDays(day)),
            world.Requests.Chunk(recipients).Select(one => one[0].At)
        );
        Assert.All(world.Requests.Zip(world.Requests.Skip(1)), pair =>
            Assert.True(pair.Second.At - pair.First.At >= TimeSpan.FromSeconds(3))
        );
    }
}
