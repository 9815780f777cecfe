using System.Globalization;
using System.Runtime.CompilerServices;
using CampaignTasks.Application.Exports;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Audiences;

/// <summary>The reader of everybody whom a saved audience reaches now.</summary>
internal sealed class AudienceExport(AudienceSources sources)
{
    /// <summary>
    /// Evaluates an audience as a run would, except that an address which several contacts share comes with each of them: who came before
    /// is not remembered, so the reading takes the same memory for every size.
    /// </summary>
    /// <param name="audience">The audience.</param>
    /// <param name="channel">The channel to reach people on; null for that of a list of addresses.</param>
    /// <param name="after">The id of the recipient to go on behind; null to begin.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ValidationException">The channel is missing or another one, or <paramref name="after"/> is no id.</exception>
    public async IAsyncEnumerable<AudienceRecipient> ReadAsync(
        AudienceDefinition audience,
        ChannelKind? channel,
        string? after,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var query = new AudienceQuery(
            audience.TenantId,
            CheckChannel(audience, channel),
            new SavedAudience(audience.Id),
            AsyncEnumerable.Empty<string>()
        );
        var isOfAddresses = audience.Rule is AddressList;
        await foreach (var candidate in sources.ReadAsync(query, PositionOf(after, isOfAddresses), cancellationToken))
        {
            if (candidate.Recipient is { } recipient)
            {
                yield return new AudienceRecipient(
                    isOfAddresses ? candidate.Position : ContactKey.IdOf(candidate.Position),
                    recipient.Address,
                    recipient.ContactId,
                    recipient.Country,
                    recipient.TimeZone
                );
            }
        }
    }

    private static ChannelKind CheckChannel(AudienceDefinition audience, ChannelKind? channel)
    {
        var own = (audience.Rule as AddressList)?.Channel;
        if ((channel ?? own) is { } one && (own ?? one) == one)
        {
            return one;
        }

        var errors = new ValidationErrors();
        errors.Add(
            "channel",
            own is { } kept
                ? $"This is a list of addresses of the channel {EnumNames.Of(kept)}: give that one or leave it out."
                : "The channel to reach these contacts on is missing: give one, as in ?channel=email."
        );
        throw new ValidationException(errors);
    }

    private static string? PositionOf(string? after, bool isOfAddresses) =>
        after switch
        {
            null => null,
            _ when isOfAddresses => int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                ? after
                : throw ExportPosition.Invalid("Give the id of the last row that you have: the place of its address in the list."),
            _ => ExternalId.IsValid(after)
                ? ContactKey.Of(after)
                : throw ExportPosition.Invalid("Give the id of the last row that you have: the id of its contact."),
        };
}
