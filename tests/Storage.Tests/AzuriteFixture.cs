using Azure.Core;
using Azure.Data.Tables;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Development;

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
    public async Task<TableClient> NewTableAsync(Action<ClientOptions>? configure = null)
    {
        var table = Account.NewTables(configure).GetTableClient(NewName("t0"));
        await table.CreateIfNotExistsAsync(CancellationToken.None);
        return table;
    }
}

[CollectionDefinition(Name)]
public sealed class AzuriteTests : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
