using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Touches;

namespace CampaignTasks.Application.Eligibility;

/// <summary>The reader of recipients, many at once: point reads only, side by side, and only those that the rules need.</summary>
internal sealed class RecipientSnapshotReader(IContactStore contacts, IOrderStore orders, ITouchStore touches)
{
    private const int ReadsAtOnce = 8;

    /// <summary>Reads the recipients as they are now, in order.</summary>
    /// <param name="rules">The rules, which say what is needed.</param>
    /// <param name="recipients">The planned addresses, and the contacts they were planned for; null for none.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<IReadOnlyList<RecipientSnapshot>> ReadAsync(
        EligibilityRules rules,
        IReadOnlyList<(string Address, string? ContactId)> recipients,
        CancellationToken cancellationToken
    )
    {
        var task = rules.CampaignTask;
        var known = await contacts.FindByAddressAsync(
            task.TenantId,
            task.Plan.Channel,
            [.. recipients.Select(one => one.Address)],
            cancellationToken
        );
        var found = await ContactsAsync(task.TenantId, recipients, known, cancellationToken);
        (string? Address, bool HasMoved)[] now = [.. recipients.Select((one, i) => AddressOf(one, found[i], task.Plan.Channel))];
        var addresses = await UsedAsync(task, known, now, cancellationToken);
        var histories = await HistoriesAsync(rules, found, cancellationToken);
        var sent = rules.Cap is null
            ? null
            : await touches.FindManyAsync(
                task.TenantId,
                [.. recipients.Select((one, i) => RecipientIdentity.KeyOf(found[i]?.Id, task.Plan.Channel, one.Address))],
                cancellationToken
            );
        return
        [
            .. recipients.Select(
                (one, i) =>
                    new RecipientSnapshot(
                        one.Address,
                        now[i].Address,
                        one.ContactId,
                        found[i],
                        addresses[i].Consent,
                        addresses[i].Suppression,
                        histories[i],
                        sent?[i] ?? TouchHistory.Empty
                    )
                    {
                        HasMoved = now[i].HasMoved,
                    }
            ),
        ];
    }

    // An address that was planned without a contact is meant as it is.
    private static (string? Address, bool HasMoved) AddressOf(
        (string Address, string? ContactId) planned,
        Contact? contact,
        ChannelKind channel
    )
    {
        if (planned.ContactId is null || contact is null)
        {
            return (planned.Address, false);
        }

        var own = contact.Addresses.GetValueOrDefault(channel);
        return RecipientIdentity.IsSameAddress(channel, own, planned.Address) ? (planned.Address, false) : (own, own is not null);
    }

    // What is known about the address that is used, which is another one where the contact has moved.
    private async Task<IReadOnlyList<KnownAddress>> UsedAsync(
        CampaignTask task,
        IReadOnlyList<KnownAddress> known,
        (string? Address, bool HasMoved)[] now,
        CancellationToken cancellationToken
    )
    {
        int[] moved = [.. Enumerable.Range(0, now.Length).Where(i => now[i].HasMoved)];
        if (moved.Length is 0)
        {
            return known;
        }

        KnownAddress[] used = [.. known];
        string[] addresses = [.. moved.Select(i => now[i].Address!)];
        var found = await contacts.FindByAddressAsync(task.TenantId, task.Plan.Channel, addresses, cancellationToken);
        foreach (var (i, address) in moved.Zip(found))
        {
            used[i] = address;
        }

        return used;
    }

    private async Task<Contact?[]> ContactsAsync(
        string tenantId,
        IReadOnlyList<(string Address, string? ContactId)> recipients,
        IReadOnlyList<KnownAddress> known,
        CancellationToken cancellationToken
    )
    {
        Contact?[] found = [.. known.Select(one => one.Contact)];

        // An address may lead elsewhere, or nowhere, by now: several contacts may share it.
        int[] astray = [.. Enumerable.Range(0, found.Length).Where(i => recipients[i].ContactId is { } id && found[i]?.Id != id)];
        var own = astray.Length is 0
            ? []
            : await contacts.FindManyAsync(tenantId, [.. astray.Select(i => recipients[i].ContactId!)], cancellationToken);
        foreach (var (i, contact) in astray.Zip(own))
        {
            found[i] = contact;
        }

        return found;
    }

    private async Task<OrderHistory[]> HistoriesAsync(EligibilityRules rules, Contact?[] people, CancellationToken cancellationToken)
    {
        var histories = new OrderHistory[people.Length];
        Array.Fill(histories, OrderHistory.Empty);
        if (rules.SkipOwnersOf.Count > 0)
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(Enumerable.Range(0, people.Length).Where(i => people[i] is not null), options, async (i, stop) =>
                histories[i] = await orders.ReadHistoryAsync(rules.CampaignTask.TenantId, people[i]!.Id, stop)
            );
        }

        return histories;
    }
}
