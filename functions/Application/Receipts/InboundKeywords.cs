using CampaignTasks.Application.Consents;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Receipts;

/// <summary>Hears the words with which people leave and come back on channels of phones.</summary>
internal sealed class InboundKeywords(ConsentService desk)
{
    // The words carriers and Twilio take for it, and their Russian, French, German and Spanish sisters.
    private static readonly HashSet<string> Leaves = new(StringComparer.OrdinalIgnoreCase)
    {
        "STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "OPTOUT", "REVOKE", "СТОП", "ОТПИСАТЬСЯ", "ARRET", "ARRÊT", "STOPP", "BAJA", "ALTO",
    };

    private static readonly HashSet<string> ComesBack = new(StringComparer.OrdinalIgnoreCase) { "START", "UNSTOP", "YES", "СТАРТ" };

    public async Task HearAsync(ChannelAccount account, WebhookResult.Inbound inbound, CancellationToken cancellationToken)
    {
        var word = inbound.Text.Trim().TrimEnd('.', '!').Trim();
        ConsentStatus? status = Leaves.Contains(word) ? ConsentStatus.Unsubscribed : ComesBack.Contains(word) ? ConsentStatus.Subscribed : null;

        // On WhatsApp Twilio puts the channel before the number.
        var from = inbound.From.StartsWith("whatsapp:", StringComparison.OrdinalIgnoreCase) ? inbound.From["whatsapp:".Length..] : inbound.From;
        if (status is { } said && ChannelAddress.Normalize(account.Channel, from).Address is { } address)
        {
            await desk.SayAsync(account.TenantId, account.Channel, address, contactId: null, said, $"keyword {word.ToUpperInvariant()}", cancellationToken);
        }
    }
}
