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
    private long _version;

    public Task<AudienceDefinition> AddAsync(AudienceDefinition audience, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _audiences.ContainsKey((audience.TenantId, audience.Id)) ? throw new LostRaceException($"Audience {audience.Id}") : Task.FromResult(Save(audience));
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
                : throw new LostRaceException($"Audience {audience.Id}");
        }
    }

    public Task DeleteAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _audiences.Remove((tenantId, id));
            _members.Remove((tenantId, id));
            return Task.CompletedTask;
        }
    }

    public Task<CursorPage<AudienceDefinition>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var own = _audiences.Values.Where(audience => audience.TenantId == tenantId).OrderByDescending(audience => audience.Id, StringComparer.Ordinal);
            return Task.FromResult(ListCursor.Page(
                own, $"audiences of {tenantId}", audience => audience.Id, (id, from) => string.CompareOrdinal(id, from) < 0, limit, cursor));
        }
    }

    public Task ChangeMembersAsync(
        string tenantId, string id, IReadOnlyCollection<string> added, IReadOnlyCollection<string> removed, CancellationToken cancellationToken)
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
        string tenantId, string id, string? afterKey, [EnumeratorCancellation] CancellationToken cancellationToken)
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

    private AudienceDefinition Save(AudienceDefinition audience) =>
        _audiences[(audience.TenantId, audience.Id)] = audience with { ETag = (++_version).ToString(CultureInfo.InvariantCulture) };
}
