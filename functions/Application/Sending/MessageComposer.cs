using CampaignTasks.Application.Eligibility;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Sending;

/// <summary>The composer of a task's messages: the creative is parsed once, and filled for each recipient.</summary>
/// <param name="task">The task.</param>
/// <param name="largest">The largest message, in bytes.</param>
internal sealed class MessageComposer(CampaignTask task, int largest)
{
    private readonly CompiledCreative _creative = CompiledCreative.From(task.Plan.Creative, task.Plan.Channel);
    private readonly string _zone = task.Plan.Schedule.TimeZone is Schedule.RecipientsZone ? "UTC" : task.Plan.Schedule.TimeZone;

    /// <summary>Composes the message for one recipient through an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="id">The message.</param>
    /// <param name="address">The recipient's address.</param>
    /// <param name="pass">The recipient's eligibility.</param>
    /// <param name="now">The time.</param>
    public Composition Compose(LaneAccount account, MessageId id, string address, EligibilityResult.Pass pass, DateTimeOffset now)
    {
        var recipient = new CreativeRecipient(address)
        {
            Contact = pass.Contact,
            Campaign = task.Plan.Campaign,
            Unsubscribe = pass.Unsubscribe,
            Zone = _zone,
            Now = now,
        };
        switch (_creative.Render(recipient, largest))
        {
            case CreativeRendering.Filled filled:
                var callback = account.Callback is null ? null : new Uri($"{account.Callback}?m={id}");
                var message = new OutgoingMessage(
                    id,
                    task.Plan.Channel,
                    address,
                    filled.Content,
                    account.Resolved,
                    callback,
                    pass.Unsubscribe
                );
                return new Composition(message, Refusal: null, filled.Bytes);
            case CreativeRendering.Failed failed:
                return new Composition(Message: null, new SendOutcome.Rejected(failed.Code, $"{failed.Part}: {failed.Reason}"), Bytes: 0);
            default:
                throw new InvalidOperationException("A creative is filled or it is not.");
        }
    }
}
