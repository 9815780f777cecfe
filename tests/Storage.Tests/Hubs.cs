using CampaignTasks.Storage.Tables;
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

    private static HubTables Tables(AzuriteFixture azurite, StorageOptions name, TableClientOptions? options) =>
        new(new TableServiceClient(azurite.Account, options), Options.Create(name));
}
