using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Application.Automations;

/// <summary>The reader of people as rules see them, many at once: only what the rules need.</summary>
internal sealed class PersonReader(IContactStore contacts, IOrderStore orders, IAudienceStore audiences)
{
    private const int AtOnce = 16;

    /// <summary>Reads people, by contact.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="contactIds">The contacts.</param>
    /// <param name="rules">The rules that are to be evaluated.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<IReadOnlyDictionary<string, Person>> ReadAsync(
        string tenantId,
        IReadOnlyList<string> contactIds,
        IReadOnlyCollection<SegmentRule> rules,
        CancellationToken cancellationToken
    )
    {
        var found = await contacts.FindManyAsync(tenantId, contactIds, cancellationToken);
        string[] lists = [.. rules.SelectMany(SegmentValidator.ListsOf).Distinct()];
        var needsOrders = rules.Any(SegmentValidator.NeedsOrders);
        Dictionary<string, Person> people = new(StringComparer.Ordinal);
        foreach (var some in found.OfType<Contact>().Chunk(AtOnce))
        {
            var read = await Task.WhenAll(some.Select(contact => ReadAsync(contact, needsOrders, lists, cancellationToken)));
            foreach (var person in read)
            {
                people[person.Contact!.Id] = person;
            }
        }

        foreach (var gone in contactIds.Where(id => !people.ContainsKey(id)))
        {
            people[gone] = new Person(Contact: null, OrderHistory.Empty, new HashSet<string>());
        }

        return people;
    }

    private async Task<Person> ReadAsync(Contact contact, bool needsOrders, string[] lists, CancellationToken cancellationToken)
    {
        var history = needsOrders ? await orders.ReadHistoryAsync(contact.TenantId, contact.Id, cancellationToken) : OrderHistory.Empty;
        HashSet<string> with = new(StringComparer.Ordinal);
        foreach (var list in lists)
        {
            if (await audiences.IsMemberAsync(contact.TenantId, list, contact.Id, cancellationToken))
            {
                with.Add(list);
            }
        }

        return new Person(contact, history, with);
    }
}
