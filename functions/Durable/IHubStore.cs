namespace CampaignTasks.Durable;

/// <summary>
/// What the embedded hub needs from storage. One implementation serves one hub; every member may be called concurrently.
/// </summary>
/// <remarks>
/// <para>Rows of one instance (its state, side rows and inbox) live together, so that <see cref="CommitAsync"/> is one atomic write.
/// Between instances nothing is atomic; the hub needs no more.</para>
/// <para>Versions are opaque and change with every write of the state. A write that names another version than the stored one
/// throws <see cref="HubConflictException"/> and changes nothing. Storage trouble (away, slow, refused) surfaces as any other exception:
/// the hub then treats the write as doubtful and reads before it goes on.</para>
/// <para>In steady state the hub uses point reads and writes only; <see cref="ScanAsync"/> and <see cref="QueryAsync"/> may be slow.</para>
/// </remarks>
public interface IHubStore
{
    /// <summary>Creates what is missing (tables). Called before anything else; repeating it changes nothing.</summary>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>The lease as stored, or null when nobody ever held it.</summary>
    Task<HubLease?> ReadLeaseAsync(CancellationToken cancellationToken);

    /// <summary>Writes the lease if the stored one still has <see cref="HubLease.Version"/> (null: if there is none).</summary>
    /// <returns>The lease with its new version, or null when somebody else was faster; nothing is changed then.</returns>
    Task<HubLease?> TryWriteLeaseAsync(HubLease lease, CancellationToken cancellationToken);

    /// <summary>The whole state of an instance, or null when there is none.</summary>
    Task<InstanceState?> ReadInstanceAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Inserts the state of a new instance.</summary>
    /// <returns>Its version, or null when the id is taken; nothing is changed then.</returns>
    Task<string?> TryCreateInstanceAsync(InstanceState state, CancellationToken cancellationToken);

    /// <summary>Writes a turn as a whole or not at all.</summary>
    /// <returns>The new version of the state.</returns>
    /// <exception cref="HubConflictException">The state has another version or is gone, or a consumed message is gone.</exception>
    Task<string> CommitAsync(TurnCommit commit, CancellationToken cancellationToken);

    /// <summary>The bytes of a side row, or null when there is none.</summary>
    Task<ReadOnlyMemory<byte>?> ReadRowAsync(string instanceId, string name, CancellationToken cancellationToken);

    /// <summary>Puts a message into its instance's inbox. The instance need not exist.</summary>
    /// <returns>False when a message with this key is there already; nothing is changed then.</returns>
    Task<bool> AddMessageAsync(HubMessage message, CancellationToken cancellationToken);

    /// <summary>A message of an inbox, or null when it is not, or no longer, there.</summary>
    Task<HubMessage?> ReadMessageAsync(string instanceId, string key, CancellationToken cancellationToken);

    /// <summary>Removes a message from an inbox; a missing one is no error.</summary>
    Task DeleteMessageAsync(string instanceId, string key, CancellationToken cancellationToken);

    /// <summary>Leaves a note for the owner that an instance has something new. Notes are kept until they are removed.</summary>
    Task AddWakeAsync(HubWake wake, CancellationToken cancellationToken);

    /// <summary>The oldest notes, at most 1,000. Cheap when there are none: the owner asks every second or so.</summary>
    Task<IReadOnlyList<HubWake>> ReadWakesAsync(CancellationToken cancellationToken);

    /// <summary>Removes a note; a missing one is no error.</summary>
    Task DeleteWakeAsync(string key, CancellationToken cancellationToken);

    /// <summary>Finds what an owner has to care for: inboxes that hold messages, and instances that are not at rest.</summary>
    /// <param name="dueBefore">Leaves out instances that only wait for a timer later than this; null leaves out none.</param>
    /// <param name="continuation">The token of the previous page; null for the first.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>One page. It may be short, even empty, while a token remains. Messages of one inbox come in the order of their keys.</returns>
    Task<HubScanPage> ScanAsync(DateTimeOffset? dueBefore, string? continuation, CancellationToken cancellationToken);

    /// <summary>States that match, ordered by instance id. A page may be short, even empty, while a token remains.</summary>
    /// <exception cref="ArgumentException">The continuation token is not one that this store gave out.</exception>
    Task<HubQueryPage> QueryAsync(InstanceFilter filter, string? continuation, CancellationToken cancellationToken);

    /// <summary>Deletes all rows of an instance in bounded steps, its state last, so that a broken purge can be repeated.</summary>
    /// <returns>False when the state had another version, or was gone before: then nothing was purged. Of two who purge at once both may hear true.</returns>
    Task<bool> PurgeAsync(string instanceId, string version, CancellationToken cancellationToken);
}
