using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Application.Audiences;

/// <summary>
/// The source of saved audiences as they are when read: members of a static list, uploaded addresses, buyers or a segment.
/// </summary>
internal sealed class SavedAudienceSource(
    IAudienceStore audiences,
    ContactCandidates candidates,
    AddressCandidates addresses,
    BuyersSource buyers,
    SegmentSource segments
) : IAudienceSource
{
    public bool Reads(Audience audience) => audience is SavedAudience;

    public async ValueTask<ListCounts?> CountAsync(string tenantId, Audience audience, CancellationToken cancellationToken) =>
        audience is SavedAudience saved
        && await audiences.FindAsync(tenantId, saved.AudienceId, cancellationToken) is { Rule: AddressList list }
            ? new ListCounts(list.Size, list.Duplicates)
            : null;

    public async IAsyncEnumerable<Candidate> ReadAsync(
        AudienceQuery query,
        string? position,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var id = (query.Audience as SavedAudience)?.AudienceId ?? throw new InvalidOperationException("Not a saved audience.");
        var saved = await audiences.FindAsync(query.TenantId, id, cancellationToken)
            ?? throw new InvalidOperationException($"Audience {id} does not exist any more.");
        await foreach (var candidate in ReadAsync(query, saved, position, cancellationToken))
        {
            yield return candidate;
        }
    }

    private IAsyncEnumerable<Candidate> ReadAsync(
        AudienceQuery query,
        AudienceDefinition saved,
        string? position,
        CancellationToken cancellationToken
    ) =>
        saved.Rule switch
        {
            null => MembersAsync(query, saved.Id, position, cancellationToken),
            AddressList => AddressesAsync(query, saved, AddressCandidates.Passed(position), cancellationToken),
            Buyers => buyers.ReadAsync(query with { Audience = saved.Rule }, position, cancellationToken),
            Segment => segments.ReadAsync(query with { Audience = saved.Rule }, position, cancellationToken),
            _ => throw new InvalidOperationException($"A saved audience cannot be of the kind {saved.Rule.GetType().Name}."),
        };

    private IAsyncEnumerable<Candidate> AddressesAsync(
        AudienceQuery query,
        AudienceDefinition saved,
        int passed,
        CancellationToken cancellationToken
    ) => addresses.OfAsync(query, audiences.ReadAddressesAsync(saved, passed, cancellationToken), passed, cancellationToken);

    private async IAsyncEnumerable<Candidate> MembersAsync(
        AudienceQuery query,
        string id,
        string? position,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var noOwners = new KeyCursor(AsyncEnumerable.Empty<string>(), cancellationToken);
        var members = audiences.ReadMembersAsync(query.TenantId, id, position, cancellationToken);
        await foreach (var candidate in candidates.OfKeysAsync(query, members, noOwners, cancellationToken))
        {
            yield return candidate;
        }
    }
}
