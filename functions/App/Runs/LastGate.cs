using CampaignTasks.App.Unsubscribe;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.App.Runs;

/// <summary>Opens gates.</summary>
internal sealed class LastGates(
    IContactStore contacts, IOrderStore orders, IAudienceStore audiences, ISettingsStore settings, UnsubscribeLinks links)
{
    /// <summary>The gate of a task, with the rules as they are now.</summary>
    public async Task<ISendGate> OpenAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        var audience = task.Audience is SavedAudience saved
            ? (await audiences.FindAsync(task.TenantId, saved.AudienceId, cancellationToken))?.Rule
            : task.Audience;
        return new LastGate(contacts, orders, links, new GateRules
        {
            CampaignTask = task,
            Settings = await settings.ReadAsync(task.TenantId, cancellationToken),
            SkipOwnersOf = (audience as Buyers)?.Filter.SkipOwnersOf ?? [],
        });
    }
}

/// <summary>What a gate holds messages against.</summary>
internal sealed record GateRules
{
    public required CampaignTask CampaignTask { get; init; }

    public required TenantSettings Settings { get; init; }

    public required IReadOnlyList<string> SkipOwnersOf { get; init; }
}

/// <summary>The last gate: the contact is still there, still lets itself be written to, and does not own what it is offered. All by point reads.</summary>
internal sealed class LastGate(IContactStore contacts, IOrderStore orders, UnsubscribeLinks links, GateRules rules) : ISendGate
{
    private readonly CampaignTask _task = rules.CampaignTask;

    public async Task<GateVerdict> JudgeAsync(MessageId id, LedgerMessage message, CancellationToken cancellationToken)
    {
        var known = (await contacts.FindByAddressAsync(_task.TenantId, _task.Channel, [message.Address], cancellationToken))[0];
        var contact = known.Contact;
        if (message.ContactId is { } contactId && contact?.Id != contactId)
        {
            // The address leads elsewhere, or nowhere, by now: several contacts may share it.
            contact = await contacts.FindAsync(_task.TenantId, contactId, cancellationToken);
            if (contact is null)
            {
                return new GateVerdict.Skip("contactDeleted: the contact was deleted after planning");
            }
        }

        return ConsentFault(ConsentRules.Of(contact, known.Consent, _task.Channel)) is { } fault ? new GateVerdict.Skip(fault)
            : contact is not null && await OwnershipFaultAsync(contact.Id, cancellationToken) is { } owned ? new GateVerdict.Skip(owned)
            : new GateVerdict.Pass(contact, links.Of(_task, message.Address, contact?.Id));
    }

    public Task HearAsync(IReadOnlyList<GateReport> reports) => Task.CompletedTask;

    private string? ConsentFault(Consent? consent) => rules.Settings.Permits(consent) ? null
        : consent is { Status: ConsentStatus.Unsubscribed } ? $"unsubscribed: said so by {consent.Source} on {consent.At:yyyy-MM-dd}"
        : "noConsent: consent is asked for and was not given";

    private async Task<string?> OwnershipFaultAsync(string contactId, CancellationToken cancellationToken)
    {
        if (rules.SkipOwnersOf.Count is 0)
        {
            return null;
        }

        var history = await orders.ReadHistoryAsync(_task.TenantId, contactId, cancellationToken);
        return rules.SkipOwnersOf.Select(product => (product, order: history.OwningOrder(product))).FirstOrDefault(owned => owned.order is not null)
            is ({ } product, { } order) ? $"ownsProduct: {product} by order {order.Id}" : null;
    }
}
