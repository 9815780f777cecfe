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
internal sealed class MessageComposer(CampaignTask task, int largest) : IMessageComposer
{
    private readonly (PlannedCreative Planned, CompiledCreative Compiled)[] _creatives =
    [
        .. task.Plan.Creatives.Select(creative => (creative, CompiledCreative.From(creative.Content, task.Plan.Channel))),
    ];
    private readonly string _zone = task.Plan.Schedule.TimeZone is Schedule.RecipientsZone ? "UTC" : task.Plan.Schedule.TimeZone;

    /// <inheritdoc/>
    public Composition Compose(LaneAccount account, MessageId id, LedgerMessage message, EligibilityResult.Pass pass, DateTimeOffset now)
    {
        var recipient = new CreativeRecipient(pass.MovedTo ?? message.Address)
        {
            Contact = pass.Contact,
            Campaign = task.Plan.Campaign,
            Unsubscribe = pass.Unsubscribe,
            HomeLanguage = pass.HomeLanguage,
            Zone = _zone,
            Now = now,
        };
        return Composition.From(CreativeOf(message).Render(recipient, largest), task.Plan.Channel, account, id, recipient);
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
