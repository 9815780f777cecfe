using Azure.Core;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Testing.Faults;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Storage.Tests;

/// <summary>Makes hubs that nobody else uses.</summary>
internal static class Hubs
{
    public static async Task<StorageTables> NewHubAsync(this AzuriteFixture azurite, Action<ClientOptions>? configure = null)
    {
        var name = new StorageOptions { HubName = azurite.NewName("hub") };
        // Made by a client that loses no answers.
        await new StorageInitializer(Tables(azurite, name, null)).EnsureAsync(CancellationToken.None);
        return Tables(azurite, name, configure);
    }

    /// <summary>A hub whose every request meets trouble that a client must bear without its callers noticing.</summary>
    public static Task<StorageTables> NewTroubledHubAsync(this AzuriteFixture azurite) =>
        azurite.NewHubAsync(StorageFaults.OfEveryRequest().AddTo);

    private static StorageTables Tables(AzuriteFixture azurite, StorageOptions name, Action<ClientOptions>? configure) =>
        new(
            azurite.Account.NewTables(options =>
            {
                options.AddPolicy(new StrictTables(), HttpPipelinePosition.PerCall);
                configure?.Invoke(options);
            }),
            Options.Create(name)
        );
}
