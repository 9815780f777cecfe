using CampaignTasks.Storage.Tables;
using CampaignTasks.Testing.Faults;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Storage.Tests;

/// <summary>Makes hubs that nobody else uses.</summary>
internal static class Hubs
{
    public static async Task<HubTables> NewHubAsync(this AzuriteFixture azurite, TableClientOptions? options = null)
    {
        var name = new StorageOptions { HubName = azurite.NewName("hub") };
        // Made by a client that loses no answers.
        await new StorageInitializer(Tables(azurite, name, null)).EnsureAsync(CancellationToken.None);
        return Tables(azurite, name, options);
    }

    /// <summary>A hub whose every request meets trouble that a client must bear without its callers noticing.</summary>
    public static Task<HubTables> NewTroubledHubAsync(this AzuriteFixture azurite) => azurite.NewHubAsync(Troubled());

    /// <summary>Options of a client that meets such trouble.</summary>
    public static TableClientOptions Troubled()
    {
        var options = new TableClientOptions();
        StorageFaults.OfEveryRequest().AddTo(options);
        return options;
    }

    private static HubTables Tables(AzuriteFixture azurite, StorageOptions name, TableClientOptions? options) =>
        new(new TableServiceClient(azurite.Account, options), Options.Create(name));
}
