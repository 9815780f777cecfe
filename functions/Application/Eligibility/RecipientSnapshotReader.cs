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
        var histories = await HistoriesAsync(rules, found, cancellationToken);
        var sent = rules.Cap is null
            ? null
            : await touches.FindManyAsync(
                task.TenantId,
                [.. recipients.Select((one, i) => Touched.By(found[i]?.Id, task.Plan.Channel, one.Address))],
                cancellationToken
            );
        return
        [
            .. recipients.Select(
                (one, i) =>
                    new RecipientSnapshot(
                        one.Address,
                        one.ContactId,
                        found[i],
                        known[i].Consent,
                        known[i].Suppression,
                        histories[i],
                        sent?[i] ?? TouchHistory.Empty
                    )
            ),
        ];
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
