using CampaignTasks.Application.Eligibility;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Sending;

/// <summary>The composer of a task's messages.</summary>
internal sealed class MessageComposer(CampaignTask task)
{
    private readonly CompiledCreative _creative = CompiledCreative.From(task.Plan.Creative, task.Plan.Channel);

    /// <summary>Composes the message for one recipient through an account.</summary>
    public OutgoingMessage Compose(LaneAccount account, MessageId id, string address, EligibilityResult.Pass pass)
    {
        var callback = account.Callback is null ? null : new Uri($"{account.Callback}?m={id}");
        var content = _creative.Render(address, pass.Contact?.Attributes, pass.Unsubscribe);
        return new OutgoingMessage(id, task.Plan.Channel, address, content, account.Resolved, callback, pass.Unsubscribe);
    }
}
