using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Idempotency;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Storage.Connection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Moq;

namespace CampaignTasks.Storage.Tests;

public sealed class StoreRegistrationTests
{
    [Fact]
    public void TableStores_AreAllThere_AndNamedAfterTheHub()
    {
        using var provider = Provider("Acme7");

        Assert.NotNull(provider.GetRequiredService<ITaskStore>());
        Assert.NotNull(provider.GetRequiredService<IRunStore>());
        Assert.NotNull(provider.GetRequiredService<ILedger>());
        Assert.NotNull(provider.GetRequiredService<IAccountStore>());
        Assert.NotNull(provider.GetRequiredService<IQuotaStore>());
        Assert.NotNull(provider.GetRequiredService<ITenantStore>());
        Assert.NotNull(provider.GetRequiredService<ISandboxOutbox>());
        Assert.NotNull(provider.GetRequiredService<IIdempotencyStore>());
        Assert.All(provider.GetRequiredService<StorageTables>().All, table =>
            Assert.StartsWith("Acme7", table.Name, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void HubName_ThatNamesNoTables_IsRefused_WithTheSettingsName()
    {
        using var provider = Provider("my-hub");

        var refusal = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<ITaskStore>());

        Assert.Contains("CampaignTasks__HubName", refusal.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Provider(string hubName)
    {
        var settings = new Mock<IConfiguration>();
        settings.Setup(s => s["CampaignTasks:HubName"]).Returns(hubName);
        settings.Setup(s => s["AzureWebJobsStorage"]).Returns("UseDevelopmentStorage=true");
        return new ServiceCollection().AddSingleton(settings.Object).AddTableStores().BuildServiceProvider();
    }
}
