using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Application.Audiences;

/// <summary>
/// The stream of all people as a rule sees them: contacts, their orders and list members are read in one order, page by page.
/// </summary>
internal sealed class PersonStream(IContactStore contacts, IOrderStore orders, IAudienceStore audiences)
{
    /// <summary>Reads all people behind a key, in the order of <see cref="ContactKey"/>, with what the rule needs of them.</summary>
    public async IAsyncEnumerable<Person> ReadAsync(
        string tenantId,
        SegmentRule rule,
        string? position,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        Dictionary<string, KeyCursor> lists = SegmentValidator
            .ListsOf(rule)
            .ToDictionary(
                list => list,
                list => new KeyCursor(audiences.ReadMembersAsync(tenantId, list, position, cancellationToken), cancellationToken),
                StringComparer.Ordinal
            );
        var all = SegmentValidator.NeedsOrders(rule)
            ? orders.ReadHistoriesAsync(tenantId, position, cancellationToken)
            : AsyncEnumerable.Empty<(string ContactKey, OrderHistory History)>();
        await using var histories = all.GetAsyncEnumerator(cancellationToken);
        var hasHistory = await histories.MoveNextAsync();
        try
        {
            await foreach (var contact in contacts.ReadAllAsync(tenantId, position, cancellationToken))
            {
                var key = ContactKey.Of(contact.Id);
                while (hasHistory && string.CompareOrdinal(histories.Current.ContactKey, key) < 0)
                {
                    hasHistory = await histories.MoveNextAsync();
                }

                var history = hasHistory && histories.Current.ContactKey == key ? histories.Current.History : OrderHistory.Empty;
                yield return new Person(contact, history, await ListsWithAsync(lists, key));
            }
        }
        finally
        {
            foreach (var list in lists.Values)
            {
                await list.DisposeAsync();
            }
        }
    }

    private static async ValueTask<HashSet<string>> ListsWithAsync(Dictionary<string, KeyCursor> lists, string key)
    {
        HashSet<string> with = [];
        foreach (var (list, members) in lists)
        {
            if (await members.HasAsync(key))
            {
                with.Add(list);
            }
        }

        return with;
    }
}
