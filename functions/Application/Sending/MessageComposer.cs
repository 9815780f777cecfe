using CampaignTasks.Application.Eligibility;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Sending;

/// <summary>The composer of a task's messages: each creative is parsed once, and filled for its recipients.</summary>
/// <param name="task">The task.</param>
/// <param name="largest">The largest message, in bytes.</param>
internal sealed class MessageComposer(CampaignTask task, int largest)
{
    private readonly (PlannedCreative Planned, CompiledCreative Compiled)[] _creatives =
    [
        .. task.Plan.Creatives.Select(creative => (creative, CompiledCreative.From(creative.Content, task.Plan.Channel))),
    ];
    private readonly string _zone = task.Plan.Schedule.TimeZone is Schedule.RecipientsZone ? "UTC" : task.Plan.Schedule.TimeZone;

    /// <summary>Composes the message for one recipient through an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="id">The message.</param>
    /// <param name="message">The message's record.</param>
    /// <param name="pass">The recipient's eligibility.</param>
    /// <param name="now">The time.</param>
    public Composition Compose(LaneAccount account, MessageId id, LedgerMessage message, EligibilityResult.Pass pass, DateTimeOffset now)
    {
        var address = pass.MovedTo ?? message.Address;
        var recipient = new CreativeRecipient(address)
        {
            Contact = pass.Contact,
            Campaign = task.Plan.Campaign,
            Unsubscribe = pass.Unsubscribe,
            HomeLanguage = pass.HomeLanguage,
            Zone = _zone,
            Now = now,
        };
        switch (CreativeOf(message).Render(recipient, largest))
        {
            case CreativeRendering.Filled filled:
                var callback = account.Callback is null ? null : new Uri($"{account.Callback}?m={id}");
                var outgoing = new OutgoingMessage(
                    id,
                    task.Plan.Channel,
                    address,
                    filled.Content,
                    account.Resolved,
                    callback,
                    pass.Unsubscribe
                );
                return new Composition(outgoing, Refusal: null, filled.Bytes);
            case CreativeRendering.Failed failed:
                return new Composition(Message: null, new SendOutcome.Rejected(failed.Code, $"{failed.Part}: {failed.Reason}"), Bytes: 0);
            default:
                throw new InvalidOperationException("A creative is filled or it is not.");
        }
    }

    // The claim recorded it. One that the plan has no more was recorded before an edit.
    private CompiledCreative CreativeOf(LedgerMessage message)
    {
        if (_creatives is [var only])
        {
            return only.Compiled;
        }

        var recorded = Array.Find(_creatives, creative => creative.Planned.Source?.Id == message.Creative?.Id).Compiled;
        if (recorded is not null)
        {
            return recorded;
        }

        var chosen = CreativeShares.Choose(task.Plan.Creatives, task.Id, task.Plan.Channel, message.ContactId, message.Address);
        return Array.Find(_creatives, creative => ReferenceEquals(creative.Planned, chosen)).Compiled;
    }
}
