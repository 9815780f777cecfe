using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Application.Audiences;

/// <summary>
/// The source of segments. It reads contacts, their orders and list members in one order and evaluates the rule for each contact.
/// </summary>
internal sealed class SegmentSource(
    IContactStore contacts,
    IOrderStore orders,
    IAudienceStore audiences,
    ContactCandidates candidates,
    TimeProvider time
) : IAudienceSource
{
    public bool Reads(Audience audience) => audience is Segment;

    public IAsyncEnumerable<Candidate> ReadAsync(AudienceQuery query, string? position, CancellationToken cancellationToken)
    {
        var rule = (query.Audience as Segment)?.Rule ?? throw new InvalidOperationException("Not a segment.");
        return candidates.OfContactsAsync(query, MatchingAsync(query, rule, position, cancellationToken), cancellationToken);
    }

    private async IAsyncEnumerable<Contact> MatchingAsync(
        AudienceQuery query,
        SegmentRule rule,
        string? position,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var tenantId = query.TenantId;
        var evaluator = new SegmentEvaluator(time.GetUtcNow(), hints: query.Hints);
        Dictionary<string, KeyCursor> lists = SegmentValidator
            .ListsOf(rule)
            .ToDictionary(
                list => list,
                list => new KeyCursor(audiences.ReadMembersAsync(tenantId, list, position, cancellationToken), cancellationToken),
                StringComparer.Ordinal
            );
        await using var histories = orders.ReadHistoriesAsync(tenantId, position, cancellationToken).GetAsyncEnumerator(cancellationToken);
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
                if (evaluator.Matches(rule, new Person(contact, history, await ListsWithAsync(lists, key))))
                {
                    yield return contact;
                }
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
