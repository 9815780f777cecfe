using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Tests.Sending;

/// <summary>
/// Messages that end their senders, as one does that takes the process's memory. Here the sender breaks off: its claim is never settled.
/// </summary>
public sealed class FatalMessageTests
{
    [Fact]
    public async Task Message_ThatEndsThreeSenders_IsSetAsideAndTheTaskPausesWithAnAlert()
    {
        var lane = await Lane.PlanAsync(messages: 20);
        var channel = Channel(message => message.To is "r13@example.net");

        var ends = await EndsAsync(lane, channel);

        Assert.Equal(3, ends);
        var fatal = (await lane.MessagesAsync())[13];
        Assert.Equal(MessageState.Unknown, fatal.State);
        Assert.StartsWith("interrupted: 3 senders", fatal.Reason, StringComparison.Ordinal);
        var task = await lane.StoredTaskAsync();
        Assert.Equal((CampaignTaskStatus.Paused, TaskAlert.Interrupted), (task.Status, task.Alert?.Code));
        Assert.Contains("resume the task", task.PauseReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Others_OfAMessageThatWasSetAside_AreSentWhenTheTaskIsResumed()
    {
        var lane = await Lane.PlanAsync(messages: 20);
        var channel = Channel(message => message.To is "r13@example.net");
        await EndsAsync(lane, channel);

        await lane.ResumeAsync();
        await lane.SendUntilDoneAsync(channel);

        Assert.Equal((19, 1), ((await lane.CountAsync()).Sent, (await lane.CountAsync()).Unknown));
        Assert.Equal(
            19,
            channel.Requests.Where(request => request.To is not "r13@example.net").Select(request => request.To).Distinct().Count()
        );
    }

    [Fact]
    public async Task Sender_ThatEndedForAnotherReason_LosesNoMessage()
    {
        var lane = await Lane.PlanAsync(messages: 20);
        var ends = 2;
        var channel = Channel(_ => Interlocked.Decrement(ref ends) >= 0);

        Assert.InRange(await EndsAsync(lane, channel), 1, 2);

        Assert.Equal(20, (await lane.CountAsync()).Sent);
        Assert.Null((await lane.StoredTaskAsync()).Alert);
    }

    [Fact]
    public async Task Messages_ThatEndEverySender_PauseTheTaskAlsoWithoutAKey()
    {
        var lane = await Lane.PlanAsync(messages: 200);

        var ends = await EndsAsync(lane, Channel(_ => true, hasIdempotencyKey: false));

        Assert.Equal(3, ends);
        Assert.Equal(CampaignTaskStatus.Paused, (await lane.StoredTaskAsync()).Status);
        Assert.InRange((await lane.CountAsync()).Unknown, 3, 12);
    }

    /// <summary>Sends until the lane ends of itself, as new processes would.</summary>
    /// <returns>How many senders ended.</returns>
    private static async Task<int> EndsAsync(Lane lane, ScriptedChannel channel)
    {
        for (var ends = 0; ; ends++)
        {
            try
            {
                await lane.SendToTheEndAsync(channel);
                return ends;
            }
            catch (OutOfMemoryException) when (ends < 10)
            {
                // The next process comes.
            }
        }
    }

    private static ScriptedChannel Channel(Func<OutgoingMessage, bool> isFatal, bool hasIdempotencyKey = true) =>
        new(hasIdempotencyKey, (message, request) =>
            isFatal(message) ? throw new InsufficientMemoryException() : ScriptedChannel.Accept(message, request)
        );
}
