using CampaignTasks.Application.SingleMessages;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.SingleMessages;

namespace CampaignTasks.Application.Tests.SingleMessages;

/// <summary>The sender of a process that ended: it sends nothing.</summary>
internal sealed class EndedSender : ISingleMessageSender
{
    public Task SendAsync(Run run, IReadOnlyList<SingleMessage> messages) => Task.CompletedTask;

    public Task DeferAsync(Run run) => Task.CompletedTask;
}
