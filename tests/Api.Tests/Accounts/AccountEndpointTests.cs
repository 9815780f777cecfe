using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Api.Tests.Tasks;
using CampaignTasks.Application.Accounts;
using CampaignTasks.Application.Secrets;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tests.Accounts;

public sealed class AccountEndpointTests
{
    [Fact]
    public async Task Post_GoodAccount_ShowsItWithItsSecretHidden()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var answer = await admin.PostAsync("/api/channel-accounts", Bodies.Account());

        var account = answer.Expect(201);
        Assert.Equal($"/api/channel-accounts/{account.Id()}", answer.Headers["Location"]);
        Assert.Equal("""{"sender":"no-reply@example.com","password":"***"}""", account["settings"]!.ToJsonString());
        Assert.Equal("active", account.Text("status"));
        Assert.True(account["isDefault"]!.GetValue<bool>());
        Assert.Equal("""{"pauseBetweenMessages":"PT0S","dailyLimit":null,"ratePerSecond":null}""", account["pacing"]!.ToJsonString());
    }

    [Fact]
    public async Task Secrets_AppearInNoAnswerAndNoLog()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        const string Next = "another-secret-password";

        var answers = new List<Answer> { await admin.PostAsync("/api/channel-accounts", Bodies.Account()) };
        var id = answers[0].Expect(201).Id();
        answers.Add(await admin.GetAsync($"/api/channel-accounts/{id}"));
        answers.Add(await admin.GetAsync("/api/channel-accounts"));
        answers.Add(
            await admin.PatchAsync($"/api/channel-accounts/{id}", new JsonObject { ["settings"] = new JsonObject { ["password"] = Next } })
        );
        answers.Add(
            await admin.PostAsync(
                "/api/channel-accounts",
                Bodies.Account().With("settings", new JsonObject { ["password"] = Bodies.Password })
            )
        );
        answers.Add(await admin.PostTextAsync("/api/channel-accounts", $"{{\"settings\":{{\"password\":\"{Bodies.Password}\""));

        Assert.All(answers, answer => Assert.DoesNotContain("secret-password", answer.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("secret-password", api.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_AtRest_AreSealedForTheirPlaceAndOpen()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var id = await admin.NewAccountAsync();
        var tenant = await api.Get<IAccountStore>().FindTenantAsync(id, CancellationToken.None);
        var stored = await api.Get<IAccountStore>().FindAsync(tenant!, id, CancellationToken.None);

        var open = api.Get<CampaignTasks.Application.Accounts.AccountResolver>().Open(stored!);

        Assert.DoesNotContain(Bodies.Password, stored!.ProtectedSecrets["password"], StringComparison.Ordinal);
        Assert.Equal(Bodies.Password, open["password"]);
        Assert.Equal(32, open["webhookSecret"]!.Length);
    }

    [Fact]
    public async Task Post_Faults_AreReportedWithWhatTheProviderKnows()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var settings = await admin.PostAsync(
            "/api/channel-accounts",
            Bodies.Account().With("settings", new JsonObject { ["sender"] = "x", ["colour"] = "red" })
        );
        var provider = await admin.PostAsync("/api/channel-accounts", Bodies.Account().With("provider", "pigeon"));
        var together = await admin.PostAsync(
            "/api/channel-accounts",
            Bodies
                .Account()
                .With(
                    "settings",
                    new JsonObject
                    {
                        ["sender"] = "a@b",
                        ["note"] = "a@b",
                        ["password"] = "long enough",
                    }
                )
        );
        var pacing = await admin.PostAsync(
            "/api/channel-accounts",
            Bodies.Account().With("pacing", new JsonObject { ["pauseBetweenMessages"] = "3s", ["dailyLimit"] = 0 })
        );

        Assert.Contains("an @", settings.ExpectInvalid("settings.sender"), StringComparison.Ordinal);
        Assert.Contains("needs this", settings.ExpectInvalid("settings.password"), StringComparison.Ordinal);
        Assert.Contains("knows: sender, password, note", settings.ExpectInvalid("settings.colour"), StringComparison.Ordinal);
        Assert.Contains("plain", provider.ExpectInvalid("provider"), StringComparison.Ordinal);
        Assert.Contains("else than the sender", together.ExpectInvalid("settings.note"), StringComparison.Ordinal);
        Assert.Contains("PT3S", pacing.ExpectInvalid("pacing.pauseBetweenMessages"), StringComparison.Ordinal);
        Assert.Contains("1 to 10000000", pacing.ExpectInvalid("pacing.dailyLimit"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u200B")]
    [InlineData("a\u202Eb")]
    [InlineData("a\nb")]
    public async Task Post_ANameThatDeceives_IsRefused(string name)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        (await admin.PostAsync("/api/channel-accounts", Bodies.Account().With("name", name))).ExpectInvalid("name");
    }

    [Fact]
    public async Task Default_MovesToTheAccountThatAsksForIt()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var first = await admin.NewAccountAsync();
        var second = await admin.NewAccountAsync();

        Assert.False((await admin.GetAsync($"/api/channel-accounts/{second}")).Json["isDefault"]!.GetValue<bool>());
        (await admin.PatchAsync($"/api/channel-accounts/{second}", new JsonObject { ["isDefault"] = true })).Expect(200);

        Assert.False((await admin.GetAsync($"/api/channel-accounts/{first}")).Json["isDefault"]!.GetValue<bool>());
        Assert.True((await admin.GetAsync($"/api/channel-accounts/{second}")).Json["isDefault"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Patch_Settings_KeepsHiddenSecretsAndActivates()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var id = await admin.NewAccountAsync();
        await StoppedAccounts.StopAllAsync(api);
        var stopped = (await admin.GetAsync($"/api/channel-accounts/{id}")).Expect(200);

        var settings = new JsonObject { ["sender"] = "new@example.com", ["password"] = "***" };
        var changed = (await admin.PatchAsync($"/api/channel-accounts/{id}", new JsonObject { ["settings"] = settings })).Expect(200);

        Assert.Equal("stopped", stopped.Text("status"));
        Assert.Equal("401: denied", stopped.Text("stopReason"));
        Assert.Equal("active", changed.Text("status"));
        Assert.Equal("new@example.com", changed["settings"]!.Text("sender"));
        var stored = await api.Get<IAccountStore>().FindAsync((await api.Get<IAccountStore>().FindTenantAsync(id, default))!, id, default);
        Assert.Equal(Bodies.Password, api.Get<CampaignTasks.Application.Accounts.AccountResolver>().Open(stored!)["password"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("***")]
    public async Task Patch_OfWhereSecretsGo_NeedsTheSecretsAgain(string? kept)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var path = $"/api/channel-accounts/{await admin.NewAccountAsync()}";
        var moved = new JsonObject { ["server"] = "https://elsewhere.example" };
        if (kept is not null)
        {
            moved["password"] = kept;
        }

        var refused = await admin.PatchAsync(path, new JsonObject { ["settings"] = moved });
        var given = new JsonObject { ["server"] = "https://elsewhere.example", ["password"] = "another-secret-password" };
        (await admin.PatchAsync(path, new JsonObject { ["settings"] = given })).Expect(200);
        var unmoved = new JsonObject { ["server"] = "https://elsewhere.example", ["note"] = "x" };
        (await admin.PatchAsync(path, new JsonObject { ["settings"] = unmoved })).Expect(200);
        var removed = await admin.PatchAsync(path, new JsonObject { ["settings"] = new JsonObject { ["server"] = null } });

        Assert.Contains("server changes", refused.ExpectInvalid("settings.password"), StringComparison.Ordinal);
        removed.ExpectInvalid("settings.password");
    }

    [Fact]
    public async Task SecretsOfAnotherKey_HideNoAccount_AndCanBeGivenAgain()
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);
        var admin = await api.NewTenantAsync();
        var id = await admin.NewAccountAsync();
        var store = api.Get<IAccountStore>();
        var stored = await store.FindAsync((await store.FindTenantAsync(id, default))!, id, default);
        var other = new CampaignTasks.Application.Secrets.AesGcmSecretProtector([.. Enumerable.Repeat((byte)7, 32)], []);
        await store.UpdateAsync(
            stored! with
            {
                ProtectedSecrets = stored.ProtectedSecrets.ToDictionary(
                    s => s.Key,
                    s => other.Protect("lost", CampaignTasks.Application.Accounts.AccountResolver.Purpose(stored.TenantId, id, s.Key))
                ),
            },
            default
        );

        var list = (await admin.GetAsync("/api/channel-accounts")).Expect(200);
        var hidden = await admin.PatchAsync(
            $"/api/channel-accounts/{id}",
            new JsonObject { ["settings"] = new JsonObject { ["note"] = "x" } }
        );
        var mended = await admin.PatchAsync(
            $"/api/channel-accounts/{id}",
            new JsonObject { ["settings"] = new JsonObject { ["password"] = Bodies.Password } }
        );

        Assert.Null(list["items"]![0]!["webhookUrl"]);
        Assert.Equal("***", list["items"]![0]!["settings"]!.Text("password"));
        hidden.ExpectInvalid("settings.password");
        Assert.NotNull(mended.Expect(200)["webhookUrl"]);
    }

    [Fact]
    public async Task Activate_AStoppedAccount_MakesItActive()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var id = await admin.NewAccountAsync();
        await StoppedAccounts.StopAllAsync(api);

        Assert.Equal("active", (await admin.PostAsync($"/api/channel-accounts/{id}/activate")).Expect(200).Text("status"));
    }

    [Theory]
    [InlineData("secret-password", """{"status":"works","identity":"plain","code":null,"reason":null}""")]
    [InlineData("wrong-password", """{"status":"fails","identity":null,"code":"401","reason":"The password is wrong."}""")]
    public async Task Verify_AnAccount_TellsWhatItsProviderSays(string password, string expected)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var settings = new JsonObject { ["sender"] = "no-reply@example.com", ["password"] = password };
        var id = (await admin.PostAsync("/api/channel-accounts", Bodies.Account().With("settings", settings))).Expect(201).Id();

        var answer = (await admin.PostAsync($"/api/channel-accounts/{id}/verify")).Expect(200);

        Assert.Equal(expected, answer.ToJsonString());
        Assert.Equal("active", (await admin.GetAsync($"/api/channel-accounts/{id}")).Expect(200).Text("status"));
    }

    [Fact]
    public async Task Change_WithAnOldTag_Is412()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var id = await admin.NewAccountAsync();
        var tag = (await admin.GetAsync($"/api/channel-accounts/{id}")).Headers["ETag"];
        (await admin.PatchAsync($"/api/channel-accounts/{id}", new JsonObject { ["name"] = "Two" }, ("If-Match", tag))).Expect(200);

        (await admin.PatchAsync($"/api/channel-accounts/{id}", new JsonObject { ["name"] = "Three" }, ("If-Match", tag))).ExpectProblem(
            412,
            "preconditionFailed"
        );
        (await admin.DeleteAsync($"/api/channel-accounts/{id}", ("If-Match", tag))).ExpectProblem(412, "preconditionFailed");
    }

    [Fact]
    public async Task Delete_OnlyWhenNoLiveTaskUsesIt()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var id = await admin.NewAccountAsync();
        var task = (await admin.NewTaskAsync()).Id();

        Assert.Contains(
            task,
            (await admin.DeleteAsync($"/api/channel-accounts/{id}")).ExpectProblem(409, "accountInUse").Text("detail"),
            StringComparison.Ordinal
        );
        (await admin.PostAsync($"/api/tasks/{task}/cancel")).Expect(200);
        (await admin.DeleteAsync($"/api/channel-accounts/{id}")).Expect(204);

        (await admin.GetAsync($"/api/channel-accounts/{id}")).ExpectProblem(404, "notFound");
    }

    [Fact]
    public async Task Delete_OfADraftsAccount_NamesTheDraft()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var id = await admin.NewAccountAsync();
        var draft = (await admin.NewTaskAsync(Bodies.Draft())).Id();

        Assert.Contains(
            draft,
            (await admin.DeleteAsync($"/api/channel-accounts/{id}")).ExpectProblem(409, "accountInUse").Text("detail"),
            StringComparison.Ordinal
        );
    }
}
