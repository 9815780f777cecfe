using System.Text.Json.Nodes;
using CampaignTasks.Api.Access;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api.Tests.Access;

/// <summary>The keys that the configuration gives: of the local tenant, the platform and the system.</summary>
public sealed class ConfiguredKeyTests
{
    [Fact]
    public async Task LocalTenant_Ensured_HasTheConfiguredKey()
    {
        const string Key = "local-key-of-a-test";
        await using var api = await TestApi.StartInDevelopmentAsync(("LocalApiKey", Key));

        Assert.Equal(Key, await api.Get<LocalTenant>().EnsureAsync(CancellationToken.None));
        Assert.Equal(Key, await api.Get<LocalTenant>().EnsureAsync(CancellationToken.None));

        (await api.Client(Key).GetAsync("/api/api-keys")).Expect(200);
        Assert.Single(await api.Get<ITenantStore>().ListKeysAsync(LocalTenant.Id, CancellationToken.None));
    }

    [Fact]
    public async Task LocalTenant_WithoutAConfiguredKey_ShowsAGeneratedOneOnce()
    {
        await using var api = await TestApi.StartInDevelopmentAsync();

        var key = await api.Get<LocalTenant>().EnsureAsync(CancellationToken.None);

        (await api.Client(key).GetAsync("/api/api-keys")).Expect(200);
        Assert.Null(await api.Get<LocalTenant>().EnsureAsync(CancellationToken.None));
    }

    [Fact]
    public async Task LocalTenant_WithAnotherConfiguredKey_EndsTheEarlierOnes()
    {
        const string Second = "second-local-key";
        var tenants = new InMemoryTenantStore();
        string first;
        await using (var earlier = await TestApi.StartInDevelopmentAsync(With(tenants)))
        {
            first = (await earlier.Get<LocalTenant>().EnsureAsync(CancellationToken.None))!;
            (await earlier.Client(first).GetAsync("/api/api-keys")).Expect(200);
            (
                await earlier.Client(first).PostAsync("/api/api-keys", new JsonObject { ["name"] = "of a person", ["role"] = "viewer" })
            ).Expect(201);
        }

        await using var later = await TestApi.StartInDevelopmentAsync(With(tenants), ("LocalApiKey", Second));
        await later.Get<LocalTenant>().EnsureAsync(CancellationToken.None);

        (await later.Client(first).GetAsync("/api/tasks")).ExpectProblem(401, "unauthorized");
        (await later.Client(Second).GetAsync("/api/tasks")).Expect(200);
        Assert.Equal(
            ["local key", "of a person"],
            (await tenants.ListKeysAsync(LocalTenant.Id, CancellationToken.None)).Select(key => key.Name).Order()
        );
    }

    [Fact]
    public async Task LocalTenant_OutsideDevelopment_IsRefused()
    {
        var tenants = new InMemoryTenantStore();
        string key;
        await using (var development = await TestApi.StartInDevelopmentAsync(With(tenants)))
        {
            key = (await development.Get<LocalTenant>().EnsureAsync(CancellationToken.None))!;
            (await development.Client(key).GetAsync("/api/tasks")).Expect(200);
        }

        await using var production = await TestApi.StartAsync(With(tenants));

        (await production.Client(key).GetAsync("/api/tasks")).ExpectProblem(401, "unauthorized");
    }

    [Theory]
    [InlineData("PlatformKey")]
    [InlineData("SystemKey")]
    [InlineData("LocalApiKey")]
    public async Task ConfiguredKey_ThatIsShort_IsRefusedAtStartOutsideDevelopment(string name)
    {
        var key = new string('k', 31);

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => TestApi.StartAsync(settings: (name, key)));

        Assert.Contains($"CampaignTasks__{name}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("32 to 256", failure.Message, StringComparison.Ordinal);
        await using var longer = await TestApi.StartAsync(settings: (name, key + "k"));
        await using var development = await TestApi.StartInDevelopmentAsync((name, key));
    }

    private static Action<IServiceCollection> With(InMemoryTenantStore tenants) => services => services.AddSingleton<ITenantStore>(tenants);
}
