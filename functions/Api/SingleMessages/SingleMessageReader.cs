using CampaignTasks.Application.Sending;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Api.SingleMessages;

/// <summary>The reader of single messages, and of any other message by its id: the id is the message's place in the ledger.</summary>
internal sealed class SingleMessageReader(IRunStore runs, ILedger ledger, SendingTasks tasks)
{
    /// <summary>Finds a message; null when there is none of the tenant's with this id.</summary>
    public async Task<SingleMessageView?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        if (
            !MessageId.TryParse(id, out var place)
            || await runs.FindAsync(place.Run, cancellationToken) is not { } run
            || run.TenantId != tenantId
            || await ledger.ReadPageAsync(run, place.Page, cancellationToken) is not { } page
            || place.Index >= page.Messages.Count
        )
        {
            return null;
        }

        var message = page.Messages[place.Index];
        var channel = run.Batch?.Channel ?? (await tasks.FindAsync(run, cancellationToken))?.Plan.Channel;
        var isOfTask = run is { Batch: null, Step: null };
        return new SingleMessageView(
            place.ToString(),
            channel,
            message.Address,
            message.ContactId,
            message.Account,
            message.State,
            message.Reason,
            message.Attempts,
            message.ProviderId,
            message.UpdatedAt,
            message.Creative?.Id,
            message.Creative?.Number,
            run.Batch?.Purpose,
            run.Batch?.SendAt,
            isOfTask ? run.TaskId : null,
            run.Step is not null ? run.TaskId : null,
            run.Batch is null ? run.Id.ToString() : null
        );
    }
}
