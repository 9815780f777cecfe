using System.Collections.Concurrent;
using System.Text.Json;
using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Creatives;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.SingleMessages;

/// <summary>The use case of a single message: it is checked as a task is, stored, and sent at once.</summary>
internal sealed class SingleMessageService(
    IAccountStore accounts,
    IContactStore contacts,
    ISettingsStore settings,
    CreativeResolver creatives,
    UnsubscribeLinks links,
    SingleMessageBatcher batcher,
    TimeProvider time
)
{
    private const int LargestData = 64 * 1024;

    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(30);

    // The clocks of callers differ: what was due a moment ago is sent at once.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    // As long as the sender knows a change late, too. What is wrong by then is found when the message is sent.
    private static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>Stores a message, to be sent.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="requestId">The id of the request: the same request again is the same message.</param>
    /// <param name="request">The message.</param>
    /// <param name="cancellationToken">Ends the wait for storage.</param>
    /// <exception cref="ValidationException">Something is wrong with the request.</exception>
    /// <exception cref="CapacityExceededException">Too many messages wait to be stored.</exception>
    public async Task<MessageId> SendAsync(
        string tenantId,
        string requestId,
        SingleMessageRequest request,
        CancellationToken cancellationToken
    )
    {
        var errors = new ValidationErrors();
        var own = await KnownAsync(tenantId, cancellationToken);
        var choice = new CreativeChoice(request.Creative, request.CreativeId, Creatives: null);
        var (creative, channel) = await creatives.ResolveOneAsync(tenantId, request.Channel, choice, errors, cancellationToken);
        if (channel is null && request.CreativeId is null)
        {
            errors.Add("channel", "The channel is missing: give the one that sends the message, as in \"email\".");
        }

        var data = CheckData(request.Data, errors);
        var sendAt = CheckTime(request.SendAt, errors);
        var (address, contactId) = await RecipientAsync(tenantId, request, channel, own.Settings.Country, errors, cancellationToken);
        var account = channel is { } kind ? AccountOf(own.Accounts, kind, request.Account, errors) : null;
        var purpose = request.Purpose ?? MessagePurpose.Marketing;
        creative = creative is not null && channel is { } known ? Check(creative, known, purpose, data, errors) : null;
        errors.ThrowIfAny();
        var line = new SendingLine(tenantId, channel!.Value, account!.Id, purpose, sendAt);
        var message = new SingleMessage(requestId, address!, contactId, creative!, data);
        var characters = CreativeSize.Of(creative!.Content) + (data?.GetRawText().Length ?? 0);
        return await batcher.AddAsync(line, message, characters, cancellationToken);
    }

    private static JsonElement? CheckData(Dictionary<string, JsonElement>? data, ValidationErrors errors)
    {
        if (data is null or { Count: 0 })
        {
            return null;
        }

        var whole = JsonSerializer.SerializeToElement(data, SingleMessageJson.Default.DictionaryStringJsonElement);
        if (TextLength.Octets(whole.GetRawText()) > LargestData)
        {
            errors.Add("data", "The data is too large: give at most 64 KiB of JSON.");
        }

        return whole;
    }

    private DateTimeOffset? CheckTime(DateTimeOffset? sendAt, ValidationErrors errors)
    {
        var now = time.GetUtcNow();
        if (sendAt < now - ClockSkew)
        {
            errors.Add("sendAt", "The time is in the past: give one to come, or leave it out to send the message at once.");
        }
        else if (sendAt > now + MostAhead)
        {
            errors.Add("sendAt", $"The time is too far ahead: give one within {MostAhead.Days} days.");
        }

        return sendAt > now ? sendAt.Value.ToUniversalTime() : null;
    }

    private PlannedCreative? Check(
        PlannedCreative creative,
        ChannelKind channel,
        MessagePurpose purpose,
        JsonElement? data,
        ValidationErrors errors
    )
    {
        var isTransactional = purpose is MessagePurpose.Transactional;
        var use = new CreativeUse(HasCampaign: false, links.Exist && !isTransactional)
        {
            IsTransactional = isTransactional,
            HasData = true,
            Data = data ?? SingleMessageJson.NoData,
        };
        var field = creative.Source is null ? "creative" : "creativeId";
        return CreativeValidator.Check(creative.Content, channel, use, field, errors) is { } content
            ? creative with
            {
                Content = content,
            }
            : null;
    }

    private async Task<(string? Address, string? ContactId)> RecipientAsync(
        string tenantId,
        SingleMessageRequest request,
        ChannelKind? channel,
        string? country,
        ValidationErrors errors,
        CancellationToken cancellationToken
    )
    {
        switch (request)
        {
            case { To: not null, ContactId: not null }:
                errors.Add("contactId", "The recipient is ambiguous: give one of to and contactId.");
                return default;
            case { To: null, ContactId: null }:
                errors.Add("to", "The recipient is missing: give the address as to, or a contactId.");
                return default;
            case { To: { } to } when channel is { } kind:
                var reading = ChannelAddress.Normalize(kind, to, country);
                if (reading.Address is null)
                {
                    errors.Add("to", reading.Fault!);
                }

                return (reading.Address, null);
            case { ContactId: { } id }:
                var contact = ExternalId.IsValid(id) ? await contacts.FindAsync(tenantId, id, cancellationToken) : null;
                if (contact is null)
                {
                    errors.Add("contactId", "There is no contact with this id: give another one, or the address as to.");
                }
                else if (channel is { } wanted && !contact.Addresses.ContainsKey(wanted))
                {
                    errors.Add("contactId", $"The contact has no {EnumNames.Of(wanted)} address: add one, or choose another channel.");
                }

                return (channel is { } at ? contact?.Addresses.GetValueOrDefault(at) : null, contact?.Id);
            default:
                return default;
        }
    }

    private static ChannelAccount? AccountOf(IReadOnlyList<ChannelAccount> all, ChannelKind channel, string? named, ValidationErrors errors)
    {
        var chosen = named is null
            ? all.FirstOrDefault(account => account.Channel == channel && account.IsDefault)
            : all.FirstOrDefault(account => account.Id == named);
        if (chosen is null)
        {
            errors.Add(
                "account",
                named is null ? TaskAccounts.NoDefault(channel) : "There is no such account: list them with GET /api/channel-accounts."
            );
        }
        else if (chosen.Channel != channel)
        {
            errors.Add("account", $"This is an account of {EnumNames.Of(chosen.Channel)}, and the message is for {EnumNames.Of(channel)}.");
        }
        else if (chosen.Status is AccountStatus.Stopped)
        {
            errors.Add("account", TaskAccounts.Stopped(chosen));
        }

        return chosen;
    }

    private async Task<Known> KnownAsync(string tenantId, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(tenantId, out var known) && time.GetElapsedTime(known.ReadAt) < KnownFor)
        {
            return known;
        }

        var began = time.GetTimestamp();
        var all = accounts.ListAsync(tenantId, cancellationToken);
        var own = settings.ReadAsync(tenantId, cancellationToken);
        return _known[tenantId] = new Known(await all, await own, began);
    }

    private sealed record Known(IReadOnlyList<ChannelAccount> Accounts, TenantSettings Settings, long ReadAt);
}
