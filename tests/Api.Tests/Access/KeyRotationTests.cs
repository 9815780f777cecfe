using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Application.Accounts;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Api.Tests.Access;

/// <summary>The rotation of keys as docs/security.md describes it, over restarts on the same stores.</summary>
public sealed class KeyRotationTests
{
    private static readonly string First = Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray());
    private static readonly string Second = Convert.ToBase64String(Enumerable.Repeat((byte)2, 32).ToArray());

    private readonly InMemoryTenantStore _tenants = new();
    private readonly InMemoryAccountStore _accounts = new();

    [Fact]
    public async Task EncryptionKey_Rotated_OpensOldSecretsUntilTheyAreGivenAgain_AndThenWithoutTheOldKey()
    {
        string key;
        string account;
        await using (var before = await StartAsync(("EncryptionKey", First)))
        {
            var admin = await NewTenantAsync(before);
            (key, account) = (admin.Key, await admin.Client.NewAccountAsync());
            Assert.Equal(Bodies.Password, await SecretAsync(before, account));
        }

        await using (var between = await StartAsync(("EncryptionKey", Second), ("PreviousEncryptionKeys", First)))
        {
            Assert.Equal(Bodies.Password, await SecretAsync(between, account));
            var again = new JsonObject { ["settings"] = new JsonObject { ["password"] = "new battery" } };
            (await between.Client(key).PatchAsync($"/api/channel-accounts/{account}", again)).Expect(200);
        }

        await using var after = await StartAsync(("EncryptionKey", Second));

        Assert.Equal("new battery", await SecretAsync(after, account));
    }

    [Fact]
    public async Task PlatformKey_Rotated_WorksFromTheRestartOn_AndTheOldOneDoesNot()
    {
        var (old, now) = ("the-platform-key-of-last-year-000", "the-platform-key-of-this-year-000");
        await using (var before = await StartAsync(("PlatformKey", old)))
        {
            (await before.Client(old).GetAsync("/api/tenants")).Expect(200);
        }

        await using var after = await StartAsync(("PlatformKey", now));

        (await after.Client(now).GetAsync("/api/tenants")).Expect(200);
        (await after.Client(old).GetAsync("/api/tenants")).ExpectProblem(401, "unauthorized");
    }

    [Fact]
    public async Task TenantsKey_Rotated_ByItsHolder()
    {
        await using var api = await StartAsync();
        var (key, old) = await NewTenantAsync(api);
        var id = (await old.GetAsync("/api/api-keys")).Expect(200)["items"]![0]!.Id();

        var now = await api.NewKeyAsync(old, Role.Admin);
        (await now.DeleteAsync($"/api/api-keys/{id}")).Expect(204);

        (await now.GetAsync("/api/tasks")).Expect(200);
        (await api.Client(key).GetAsync("/api/tasks")).ExpectProblem(401, "unauthorized");
    }

    [Fact]
    public async Task ProvidersKey_Rotated_ByAChangeOfTheAccount()
    {
        await using var api = await StartAsync();
        var (_, admin) = await NewTenantAsync(api);
        var account = await admin.NewAccountAsync();

        var changed = await admin.PatchAsync(
            $"/api/channel-accounts/{account}",
            new JsonObject { ["settings"] = new JsonObject { ["password"] = "new battery" } }
        );

        Assert.Equal("***", changed.Expect(200)["settings"]!.Text("password"));
        Assert.Equal("new battery", await SecretAsync(api, account));
    }

    private Task<TestApi> StartAsync(params (string Name, string Value)[] settings) =>
        TestApi.StartAsync(services => services.AddSingleton<ITenantStore>(_tenants).AddSingleton<IAccountStore>(_accounts), settings);

    private static async Task<(string Key, ApiClient Client)> NewTenantAsync(TestApi api)
    {
        var created = await api.Client(TestApi.PlatformKey).PostAsync("/api/tenants", new JsonObject { ["name"] = "Acme" });
        var key = created.Expect(201).Text("apiKey");
        return (key, api.Client(key));
    }

    private async Task<string?> SecretAsync(TestApi api, string account)
    {
        var tenant = (await _tenants.AllAsync(CancellationToken.None).SingleAsync()).Id;
        var found = await api.Get<AccountResolver>().FindAsync(tenant, account, CancellationToken.None);
        return found!.Value.Account["password"];
    }
}
