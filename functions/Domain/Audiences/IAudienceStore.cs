using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Domain.Audiences;

/// <summary>A store of audiences, the members of static lists, and uploaded addresses.</summary>
public interface IAudienceStore
{
    /// <summary>Stores a new audience.</summary>
    /// <exception cref="ConcurrencyConflictException">There is one with this id already.</exception>
    Task<AudienceDefinition> AddAsync(AudienceDefinition audience, CancellationToken cancellationToken);

    /// <summary>Finds the audience; null when the tenant has none with this id.</summary>
    Task<AudienceDefinition?> FindAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>Replaces the audience if it still has the version it was read with.</summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    Task<AudienceDefinition> UpdateAsync(AudienceDefinition audience, CancellationToken cancellationToken);

    /// <summary>Deletes the members or addresses of the audience, then the audience; one that is gone is not an error.</summary>
    Task DeleteAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>A tenant's audiences, newest first.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> is not one of this list's.</exception>
    Task<CursorPage<AudienceDefinition>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>Adds and removes members; adding a member again, or removing one that is not in the list, changes nothing.</summary>
    Task ChangeMembersAsync(
        string tenantId,
        string id,
        IReadOnlyCollection<string> added,
        IReadOnlyCollection<string> removed,
        CancellationToken cancellationToken
    );

    /// <summary>The keys of a list's members behind a key, in the order of <see cref="Contacts.ContactKey"/>.</summary>
    IAsyncEnumerable<string> ReadMembersAsync(string tenantId, string id, string? afterKey, CancellationToken cancellationToken);

    /// <summary>Checks whether a contact is in a list: one point read.</summary>
    Task<bool> IsMemberAsync(string tenantId, string id, string contactId, CancellationToken cancellationToken);

    /// <summary>Keeps a piece of a list of addresses, before there is an audience that names them; writing it again replaces it.</summary>
    /// <param name="tenantId">Whose audience.</param>
    /// <param name="id">The audience to be.</param>
    /// <param name="piece">The number of the piece, from 0 without gaps.</param>
    /// <param name="addresses">As many as <see cref="AddressList.PieceSize"/>; only the last piece may have fewer.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    Task WriteAddressesAsync(string tenantId, string id, int piece, IReadOnlyList<string> addresses, CancellationToken cancellationToken);

    /// <summary>The addresses of an audience behind the first so many of them, in the order they were written.</summary>
    /// <param name="audience">The audience.</param>
    /// <param name="passed">How many are left out: pieces of them are not read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentException">The audience is no <see cref="AddressList"/>.</exception>
    /// <exception cref="InvalidOperationException">The addresses were deleted meanwhile.</exception>
    IAsyncEnumerable<string> ReadAddressesAsync(AudienceDefinition audience, int passed, CancellationToken cancellationToken);

    /// <summary>Deletes the first so many pieces of a list of addresses that no audience names; what is gone is no error.</summary>
    Task DeleteAddressesAsync(string tenantId, string id, int pieces, CancellationToken cancellationToken);
}
