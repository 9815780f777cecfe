using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Ledger;

/// <summary>
/// The metrics of one page's outcomes: messages that were open when it was last read and have an outcome stored now. Receipts that change
/// an outcome later are not counted. The ledger is the truth; these are the writes of one process.
/// </summary>
/// <param name="channel">The task's channel.</param>
/// <param name="providerOf">The provider of an account; null where only such messages end as no account ever had.</param>
internal sealed class PageOutcomeMetrics(ChannelKind channel, Func<string, string?>? providerOf = null)
{
    /// <summary>A message that no account ever had.</summary>
    private const string NoProvider = "none";

    private MessageState[]? _open;

    /// <summary>Begins to count changes of a page.</summary>
    public void Begin(LedgerPage page) => _open = SendTelemetry.CountsMessages ? [.. page.Messages.Select(message => message.State)] : null;

    /// <summary>Counts the outcomes of a page that has been stored.</summary>
    public void Stored(LedgerPage page)
    {
        if (_open is not { } open)
        {
            return;
        }

        var ended = page.Messages.Where((message, i) => IsOpen(open[i]) && !IsOpen(message.State));
        foreach (var group in ended.GroupBy(message => (message.State, message.Account)))
        {
            var provider = group.Key.Account is { } account ? providerOf?.Invoke(account) : null;
            SendTelemetry.RecordOutcome(EnumNames.Of(channel), provider ?? NoProvider, group.Key.State, group.Count());
        }
    }

    private static bool IsOpen(MessageState state) => state is MessageState.Pending or MessageState.Sending;
}
