using CampaignTasks.Storage.Development;
using CampaignTasks.Storage.Pipeline;
using CampaignTasks.Storage.Tables;

namespace CampaignTasks.Storage.Tests;

/// <summary>One real emulator for all tests that ask for it: free ports, a temporary folder, gone with the test process.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteProcess? _azurite;
    private int _names;

    public StorageAccount Account => Process.Account;

    public AzuriteProcess Process => _azurite ?? throw new InvalidOperationException("The emulator has not started.");

    public async Task InitializeAsync() =>
        _azurite = await AzuriteProcess.StartAsync(new() { DieWithParent = true }, CancellationToken.None);

    public async Task DisposeAsync()
    {
        if (_azurite is { } azurite)
        {
            await azurite.DisposeAsync();
        }
    }

    /// <summary>A name that no other test uses.</summary>
    public string NewName(string prefix) => $"{prefix}{Interlocked.Increment(ref _names)}";

    /// <summary>A table that no other test uses.</summary>
    public async Task<TableClient> NewTableAsync(TableClientOptions? options = null)
    {
        var table = new TableServiceClient(Account, options).GetTableClient(NewName("t0"));
        await table.CreateIfNotExistsAsync(CancellationToken.None);
        return table;
    }
}

[CollectionDefinition(Name)]
public sealed class AzuriteTests : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
