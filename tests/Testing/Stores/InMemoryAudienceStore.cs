using System.Globalization;
using System.Runtime.CompilerServices;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps audiences in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryAudienceStore : IAudienceStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Id), AudienceDefinition> _audiences = [];
    private readonly Dictionary<(string Tenant, string Id), SortedSet<string>> _members = [];
    private readonly Dictionary<(string Tenant, string Id), SortedDictionary<int, string[]>> _addresses = [];
    private long _version;

    /// <summary>Pieces of uploaded lists kept at the moment.</summary>
    public int Pieces
    {
        get
        {
            lock (_gate)
            {
                return _addresses.Values.Sum(pieces => pieces.Count);
            }
        }
    }

    public Task<AudienceDefinition> AddAsync(AudienceDefinition audience, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _audiences.ContainsKey((audience.TenantId, audience.Id))
                ? throw new ConcurrencyConflictException($"Audience {audience.Id}")
                : Task.FromResult(Save(audience));
        }
    }

    public Task<AudienceDefinition?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_audiences.GetValueOrDefault((tenantId, id)));
        }
    }

    public Task<AudienceDefinition> UpdateAsync(AudienceDefinition audience, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _audiences.GetValueOrDefault((audience.TenantId, audience.Id))?.ETag == audience.ETag && audience.ETag is not null
                ? Task.FromResult(Save(audience))
                : throw new ConcurrencyConflictException($"Audience {audience.Id}");
        }
    }

    public Task DeleteAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _audiences.Remove((tenantId, id));
            _members.Remove((tenantId, id));
            _addresses.Remove((tenantId, id));
            return Task.CompletedTask;
        }
    }

    public Task<CursorPage<AudienceDefinition>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var own = _audiences
                .Values.Where(audience => audience.TenantId == tenantId)
                .OrderByDescending(audience => audience.Id, StringComparer.Ordinal);
            return Task.FromResult(
                ListCursor.Page(
                    own,
                    $"audiences of {tenantId}",
                    audience => audience.Id,
                    (id, from) => string.CompareOrdinal(id, from) < 0,
                    limit,
                    cursor
                )
            );
        }
    }

    public Task ChangeMembersAsync(
        string tenantId,
        string id,
        IReadOnlyCollection<string> added,
        IReadOnlyCollection<string> removed,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            if (!_members.TryGetValue((tenantId, id), out var members))
            {
                _members[(tenantId, id)] = members = new(StringComparer.Ordinal);
            }

            members.ExceptWith(removed.Select(ContactKey.Of));
            members.UnionWith(added.Select(ContactKey.Of));
            return Task.CompletedTask;
        }
    }

    public async IAsyncEnumerable<string> ReadMembersAsync(
        string tenantId,
        string id,
        string? afterKey,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        List<string> keys;
        lock (_gate)
        {
            keys = _members.TryGetValue((tenantId, id), out var members)
                ? [.. members.Where(key => afterKey is null || string.CompareOrdinal(key, afterKey) > 0)]
                : [];
        }

        foreach (var key in keys)
        {
            yield return key;
        }
    }

    public Task<bool> IsMemberAsync(string tenantId, string id, string contactId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_members.TryGetValue((tenantId, id), out var members) && members.Contains(ContactKey.Of(contactId)));
        }
    }

    public Task WriteAddressesAsync(
        string tenantId,
        string id,
        int piece,
        IReadOnlyList<string> addresses,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfZero(addresses.Count, nameof(addresses));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(addresses.Count, AddressList.PieceSize, nameof(addresses));
        lock (_gate)
        {
            if (!_addresses.TryGetValue((tenantId, id), out var pieces))
            {
                _addresses[(tenantId, id)] = pieces = [];
            }

            pieces[piece] = [.. addresses];
            return Task.CompletedTask;
        }
    }

    public IAsyncEnumerable<string> ReadAddressesAsync(AudienceDefinition audience, int passed, CancellationToken cancellationToken) =>
        audience.Rule is AddressList list
            ? ReadAsync(audience, list, passed, cancellationToken)
            : throw new ArgumentException("Only a list of addresses has some to be read.", nameof(audience));

    public Task DeleteAddressesAsync(string tenantId, string id, int pieces, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var piece in Enumerable.Range(0, pieces))
            {
                _addresses.GetValueOrDefault((tenantId, id))?.Remove(piece);
            }

            return Task.CompletedTask;
        }
    }

    private async IAsyncEnumerable<string> ReadAsync(
        AudienceDefinition audience,
        AddressList list,
        int passed,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        for (var piece = passed / AddressList.PieceSize; piece < list.Pieces; piece++)
        {
            foreach (var address in Piece(audience, piece).Skip(passed - (piece * AddressList.PieceSize)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return address;
            }
        }
    }

    private string[] Piece(AudienceDefinition audience, int piece)
    {
        lock (_gate)
        {
            return _addresses.GetValueOrDefault((audience.TenantId, audience.Id))?.GetValueOrDefault(piece)
                ?? throw new InvalidOperationException($"The addresses of audience {audience.Id} were deleted while they were read.");
        }
    }

    private AudienceDefinition Save(AudienceDefinition audience) =>
        _audiences[(audience.TenantId, audience.Id)] = audience with { ETag = (++_version).ToString(CultureInfo.InvariantCulture) };
}
