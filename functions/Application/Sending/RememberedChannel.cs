using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// A channel whose provider reports by its own ids: the id of each accepted message is stored, so that a report finds it.
/// </summary>
internal sealed class RememberedChannel(IChannel channel, ISentMessageStore sent, TimeProvider time, ILogger logger) : IChannel
{
    /// <inheritdoc/>
    public IReadOnlyList<ChannelKind> Kinds => channel.Kinds;

    /// <inheritdoc/>
    public string Provider => channel.Provider;

    /// <inheritdoc/>
    public bool SupportsIdempotency => channel.SupportsIdempotency;

    /// <inheritdoc/>
    public IReadOnlyList<MessageState> Receipts => channel.Receipts;

    /// <inheritdoc/>
    public bool ReportsByOwnId => channel.ReportsByOwnId;

    /// <inheritdoc/>
    public bool HasTemplates => channel.HasTemplates;

    /// <inheritdoc/>
    public IReadOnlyList<AccountSetting> Settings => channel.Settings;

    /// <inheritdoc/>
    public IEnumerable<(string Setting, string Message)> Check(ChannelKind kind, IReadOnlyDictionary<string, string> settings) =>
        channel.Check(kind, settings);

    /// <inheritdoc/>
    public Uri? JoinLink(ResolvedAccount account, string token) => channel.JoinLink(account, token);

    /// <inheritdoc/>
    public Task<Verification> VerifyAsync(ResolvedAccount account, CancellationToken cancellationToken) =>
        channel.VerifyAsync(account, cancellationToken);

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var outcome = await channel.SendAsync(message, cancellationToken);
        if (outcome is SendOutcome.Accepted accepted)
        {
            await RememberAsync(message, accepted.ProviderId);
        }

        return outcome;
    }

    // The message is sent, whatever becomes of its id: without it only its reports are lost.
    private async Task RememberAsync(OutgoingMessage message, string providerId)
    {
        var account = message.Account.Account;
        try
        {
            await sent.SaveAsync(account.TenantId, account.Id, providerId, message.Id, time.GetUtcNow(), CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.ProviderIdNotStored(e, account.Id, message.Id.Run.ToString());
        }
    }
}
