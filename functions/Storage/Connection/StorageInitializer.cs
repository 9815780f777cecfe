namespace CampaignTasks.Storage.Connection;

/// <summary>The creation of the tables before they are used.</summary>
/// <param name="tables">The tables.</param>
public sealed class StorageInitializer(StorageTables tables)
{
    /// <summary>
    /// Creates the tables that are missing. Call it once at start, before the first store is used; repeating it is harmless.
    /// </summary>
    /// <exception cref="Azure.RequestFailedException">The account refuses or does not answer.</exception>
    public Task EnsureAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(tables.All.Select(table => table.CreateIfNotExistsAsync(cancellationToken)));
}
