using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// One attempt at a message through an account, with its telemetry. Shared by the messages of a claim: it holds nothing of one.
/// </summary>
internal sealed class MessageAttempt(LaneAccount account, IMessageComposer composer, ChannelKind kind, TimeProvider time, ILogger logger)
{
    private readonly string _channel = EnumNames.Of(kind);

    /// <summary>Composes the message.</summary>
    /// <param name="id">The message.</param>
    /// <param name="message">Its record.</param>
    /// <param name="pass">Its eligibility.</param>
    public Composition Compose(MessageId id, LedgerMessage message, EligibilityResult.Pass pass)
    {
        try
        {
            return composer.Compose(account, id, message, pass, time.GetUtcNow());
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Nothing has left, and another time the same would happen.
            logger.AttemptFailed(e, id.Page, id.Run.ToString());
            return new Composition(
                Message: null,
                new SendOutcome.Rejected("cannotFill", $"filling it failed: {e.GetType().Name}"),
                Bytes: 0
            );
        }
    }

    /// <summary>
    /// Makes the attempt: one request, and a second one where the first answer says that the account is misconfigured; none for what could
    /// not be composed.
    /// </summary>
    /// <param name="id">The message.</param>
    /// <param name="composed">The message as it is composed.</param>
    /// <param name="isTraced">Whether the attempt has a span.</param>
    /// <param name="halted">Prevents the second request.</param>
    public Task<SendOutcome> MakeAsync(MessageId id, Composition composed, bool isTraced, CancellationToken halted) =>
        isTraced || SendTelemetry.TimesRequests ? MeasureAsync(id, composed, isTraced, halted) : RequestAsync(id, composed, halted);

    private async Task<SendOutcome> MeasureAsync(MessageId id, Composition composed, bool isTraced, CancellationToken halted)
    {
        using var span = isTraced ? SendTelemetry.StartAttempt(id, _channel, account.Channel.Provider) : null;
        var began = time.GetTimestamp();
        var outcome = await RequestAsync(id, composed, halted);
        SendTelemetry.RecordAttempt(span, _channel, account.Channel.Provider, outcome, time.GetElapsedTime(began));
        return outcome;
    }

    private async Task<SendOutcome> RequestAsync(MessageId id, Composition composed, CancellationToken halted)
    {
        if (composed.Message is not { } message)
        {
            return composed.Refusal!;
        }

        try
        {
            // Once a request may have left, its answer is awaited: the channel's own time-out limits it.
            var outcome = await account.Channel.SendAsync(message, CancellationToken.None);

            // Providers with signed requests occasionally reject a valid one with 401; the key makes one more request safe. A pause that
            // came meanwhile leaves it for later.
            return outcome is not SendOutcome.Misconfigured wrong || !account.Channel.SupportsIdempotency ? outcome
                : halted.IsCancellationRequested ? new SendOutcome.Transient(wrong.Code, wrong.Reason)
                : await account.Channel.SendAsync(message, CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Our own exception says nothing about what the provider did. The outcomes of the messages sent at the same time must not be
            // lost with it.
            logger.AttemptFailed(e, id.Page, id.Run.ToString());
            return new SendOutcome.Unknown($"the attempt failed: {e.GetType().Name}");
        }
    }
}
