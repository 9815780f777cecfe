using CampaignTasks.Api.Audiences;
using CampaignTasks.Api.Tasks;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Simulation;

/// <summary>A run whose audience is edited more than once under way.</summary>
public sealed class EditTests
{
    [Fact]
    public async Task Edit_BackAgain_SendsToWhoLeftAndNeverTwiceToAnybody()
    {
        await using var world = SimulatedDeployment.Create();
        world.AddAccount();
        var task = await world.Client.CreateTaskAsync(Client.Email(recipients: 10, pause: "PT1M"));
        await world.RunUntilAsync(() => world.Requests.Count == 4, TimeSpan.FromHours(1));
        var (_, first) = await world.Client.EditAsync(task, List(2, 3, 4, 5, 6, 7), "audience");
        await world.RunUntilAsync(() => world.Requests.Count == 6, TimeSpan.FromHours(1));

        var (_, second) = await world.Client.EditAsync(task, List(0, 1, 2, 3, 4, 5, 6, 7, 8), "audience");
        await world.RunUntilAsync(() => world.Find(task).Status is CampaignTaskStatus.Completed, TimeSpan.FromHours(1));

        Assert.Equal(Enumerable.Range(0, 9).Select(n => $"r{n}@example.net"), world.Requests.Select(request => request.To));
        Assert.Equal((4, 4, 2, 0), (first!.Kept, first.Replanned, first.Leaving, first.Joining));
        Assert.Equal((6, 2, 0, 1), (second!.Kept, second.Replanned, second.Leaving, second.Joining));
        Assert.Equal(2, world.MessagesOf(task).Count(message => message.State is MessageState.Canceled));
    }

    private static TaskChange List(params int[] numbers) =>
        new(
            null,
            null,
            null,
            null,
            new AudienceRequest(string.Join('\n', numbers.Select(n => $"r{n}@example.net")), null, null, null),
            null,
            null,
            null,
            null,
            null
        );
}
