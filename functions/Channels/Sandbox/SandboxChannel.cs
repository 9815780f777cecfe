using System.Runtime.CompilerServices;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Sandbox;

/// <summary>A provider for every channel that sends nothing: messages go to the outbox, for inspection.</summary>
internal sealed class SandboxChannel(ISandboxOutbox outbox, TimeProvider time) : IChannel
{
    private readonly ConditionalWeakTable<ResolvedAccount, HashSet<string>> _refused = [];

    /// <inheritdoc/>
    public IReadOnlyList<ChannelKind> Kinds { get; } = Enum.GetValues<ChannelKind>();

    /// <inheritdoc/>
    public string Provider => "sandbox";

    /// <inheritdoc/>
    public bool SupportsIdempotency => true;

    /// <inheritdoc/>
    public IReadOnlyList<MessageState> Receipts { get; } = [];

    /// <inheritdoc/>
    public bool HasTemplates => true;

    /// <summary>The one optional setting: <c>failAddresses</c>, a comma-separated list of addresses that the sandbox refuses.</summary>
    public IReadOnlyList<AccountSetting> Settings { get; } =
    [
        new("failAddresses", IsRequired: false, IsSecret: false, text =>
            text.Length <= 10_000 ? null : "Give at most 10,000 characters of comma-separated addresses."
        )
        {
            Hint = "Addresses that the sandbox refuses, separated by commas, to try out failures.",
        },
    ];

    /// <inheritdoc/>
    public IEnumerable<(string Setting, string Message)> Check(ChannelKind kind, IReadOnlyDictionary<string, string> settings) => [];

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        if (_refused.GetValue(message.Account, Refused).Contains(message.To))
        {
            return new SendOutcome.Rejected("sandboxRefused", "The account's failAddresses name this address.");
        }

        var account = message.Account.Account;
        var kept = new SandboxMessage(
            account.TenantId,
            message.Id,
            message.Channel,
            account.Id,
            message.To,
            message.Content,
            time.GetUtcNow()
        );
        try
        {
            await outbox.AddAsync(kept, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new SendOutcome.Unknown("Canceled while the outbox was being written.");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A failed write of the outbox corresponds to a provider's failure, whatever the store.
            return new SendOutcome.Unknown($"The outbox could not be written ({failure.GetType().Name}).");
        }

        return new SendOutcome.Accepted(message.Id.ToString());
    }

    /// <inheritdoc/>
    public Task<Verification> VerifyAsync(ResolvedAccount account, CancellationToken cancellationToken) =>
        Task.FromResult<Verification>(new Verification.Works("sandbox"));

    private static HashSet<string> Refused(ResolvedAccount account) =>
        new(
            account["failAddresses"]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            StringComparer.OrdinalIgnoreCase
        );
}
