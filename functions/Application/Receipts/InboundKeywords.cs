using CampaignTasks.Application.Consents;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Receipts;

/// <summary>The keywords with which people unsubscribe and subscribe again on phone channels.</summary>
internal sealed class InboundKeywords(ConsentService consents)
{
    // The keywords of carriers and Twilio, and their Russian, French, German and Spanish equivalents.
    private static readonly HashSet<string> OptOutWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "STOP",
        "STOPALL",
        "UNSUBSCRIBE",
        "CANCEL",
        "END",
        "QUIT",
        "OPTOUT",
        "REVOKE",
        "СТОП",
        "ОТПИСАТЬСЯ",
        "ARRET",
        "ARRÊT",
        "STOPP",
        "BAJA",
        "ALTO",
    };

    private static readonly HashSet<string> OptInWords = new(StringComparer.OrdinalIgnoreCase) { "START", "UNSTOP", "YES", "СТАРТ" };

    /// <summary>Records the consent that an inbound message gives or withdraws; ignores other messages.</summary>
    public async Task RecordAsync(ChannelAccount account, WebhookResult.Inbound inbound, CancellationToken cancellationToken)
    {
        var word = inbound.Text.Trim().TrimEnd('.', '!').Trim();
        ConsentStatus? status =
            OptOutWords.Contains(word) ? ConsentStatus.Unsubscribed
            : OptInWords.Contains(word) ? ConsentStatus.Subscribed
            : null;

        // On WhatsApp Twilio puts the channel before the number.
        var from = inbound.From.StartsWith("whatsapp:", StringComparison.OrdinalIgnoreCase)
            ? inbound.From["whatsapp:".Length..]
            : inbound.From;
        if (status is { } consent && ChannelAddress.Normalize(account.Channel, from).Address is { } address)
        {
            var source = $"keyword {word.ToUpperInvariant()}";
            await consents.RecordAsync(account.TenantId, account.Channel, address, contactId: null, consent, source, cancellationToken);
        }
    }
}
