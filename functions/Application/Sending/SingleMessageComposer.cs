using System.Collections.Concurrent;
using CampaignTasks.Application.Eligibility;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.SingleMessages;

namespace CampaignTasks.Application.Sending;

/// <summary>The composer of a batch of single messages: each has content and data of its own. Thread-safe.</summary>
/// <param name="channel">The channel of the batch.</param>
/// <param name="messages">The messages, by their place on the page.</param>
/// <param name="largest">The largest message, in bytes.</param>
internal sealed class SingleMessageComposer(ChannelKind channel, IReadOnlyList<SingleMessage> messages, int largest) : IMessageComposer
{
    // Messages of one saved creative are parsed once.
    private readonly ConcurrentDictionary<CreativeVersion, CompiledCreative> _saved = new();

    /// <inheritdoc/>
    public Composition Compose(LaneAccount account, MessageId id, LedgerMessage message, EligibilityResult.Pass pass, DateTimeOffset now)
    {
        var own = messages[id.Index];
        var recipient = new CreativeRecipient(pass.MovedTo ?? message.Address)
        {
            Contact = pass.Contact,
            Data = own.Data,
            Unsubscribe = pass.Unsubscribe,
            HomeLanguage = pass.HomeLanguage,
            Now = now,
        };
        return Composition.From(Compile(own.Creative).Render(recipient, largest), channel, account, id, recipient);
    }

    private CompiledCreative Compile(PlannedCreative creative) =>
        creative.Source is { } source
            ? _saved.GetOrAdd(source, _ => CompiledCreative.From(creative.Content, channel))
            : CompiledCreative.From(creative.Content, channel);
}
