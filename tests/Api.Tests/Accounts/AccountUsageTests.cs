using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Application.Quotas;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Api.Tests.Accounts;

/// <summary>An account's zone, its daily limit, and what it shows of its day.</summary>
public sealed class AccountUsageTests
{
    private static readonly JsonObject Limited = new() { ["pauseBetweenMessages"] = "PT3S", ["dailyLimit"] = 5 };

    [Fact]
    public async Task Usage_OfALimitedAccount_IsThatOfItsLocalDay()
    {
        await using var api = await StartAsync();
        var admin = await api.NewTenantAsync();
        var account = await NewAccountAsync(api, admin, Limited, zone: "Pacific/Pago_Pago");
        await BudgetsOf(api)
            .ReserveAsync(Any.Task() with { TenantId = account.TenantId }, account, "lane", "1", 2, DateTimeOffset.MaxValue, default);

        var view = (await admin.GetAsync($"/api/channel-accounts/{account.Id}")).Expect(200);

        Assert.Equal("Pacific/Pago_Pago", view.Text("timeZone"));
        var usage = view["usage"]!;
        Assert.Equal(("2026-11-30", 2, 5), (usage.Text("day"), usage["used"]!.GetValue<int>(), usage["limit"]!.GetValue<int>()));
        Assert.Equal("2026-12-01T09:00:06Z", usage.Text("nextFree"));
        Assert.Null((await admin.GetAsync("/api/channel-accounts")).Json["items"]![0]!["usage"]);
    }

    [Fact]
    public async Task Usage_OfAFullDay_IsFreeAtTheNextMidnight()
    {
        await using var api = await StartAsync();
        var admin = await api.NewTenantAsync();
        var account = await NewAccountAsync(api, admin, new() { ["dailyLimit"] = 5 }, zone: "Asia/Tokyo");
        var answer = await BudgetsOf(api)
            .ReserveAsync(Any.Task() with { TenantId = account.TenantId }, account, "lane", "1", 9, DateTimeOffset.MaxValue, default);
        Assert.Equal(5, Assert.IsType<SlotResult.Granted>(answer).Reservation.Count);

        var usage = (await admin.GetAsync($"/api/channel-accounts/{account.Id}")).Json["usage"]!;

        Assert.Equal((5, "2026-12-01T15:00:00Z"), (usage["used"]!.GetValue<int>(), usage.Text("nextFree")));
    }

    [Fact]
    public async Task Usage_OfAnAccountWithoutLimits_IsNotCounted()
    {
        await using var api = await StartAsync();
        var admin = await api.NewTenantAsync();

        var view = (await admin.PostAsync("/api/channel-accounts", Bodies.Account())).Expect(201);

        Assert.Null(view["usage"]);
        Assert.Equal("UTC", view.Text("timeZone"));
    }

    [Theory]
    [InlineData("Europe/Pariss", "do you mean Europe/Paris?")]
    [InlineData("tokyo", "do you mean Asia/Tokyo?")]
    [InlineData("recipient", "write an IANA id, as in Europe/Paris.")]
    [InlineData("", "write an IANA id, as in Europe/Paris.")]
    public async Task UnknownZone_IsRefused_WithWhatMayBeMeant(string zone, string advice)
    {
        await using var api = await StartAsync();
        var admin = await api.NewTenantAsync();
        var id = await admin.NewAccountAsync();

        var created = await admin.PostAsync("/api/channel-accounts", Bodies.Account().With("timeZone", zone));
        var changed = await admin.PatchAsync($"/api/channel-accounts/{id}", new JsonObject { ["timeZone"] = zone });

        Assert.All([created, changed], answer => Assert.Contains(advice, answer.ExpectInvalid("timeZone"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Zone_Changes_AndStaysWhenItIsNotGiven()
    {
        await using var api = await StartAsync();
        var admin = await api.NewTenantAsync();
        var path = $"/api/channel-accounts/{await admin.NewAccountAsync()}";

        Assert.Equal(
            "Europe/Paris",
            (await admin.PatchAsync(path, new JsonObject { ["timeZone"] = "Europe/Paris" })).Expect(200).Text("timeZone")
        );
        Assert.Equal("Europe/Paris", (await admin.PatchAsync(path, new JsonObject { ["name"] = "other" })).Expect(200).Text("timeZone"));
        Assert.Equal("UTC", (await admin.PatchAsync(path, new JsonObject { ["timeZone"] = null })).Expect(200).Text("timeZone"));
    }

    [Fact]
    public async Task DeletedAccount_TakesItsBudgetAlong()
    {
        await using var api = await StartAsync();
        var admin = await api.NewTenantAsync();
        var account = await NewAccountAsync(api, admin, Limited, zone: "UTC");
        await BudgetsOf(api)
            .ReserveAsync(Any.Task() with { TenantId = account.TenantId }, account, "lane", "1", 2, DateTimeOffset.MaxValue, default);

        (await admin.DeleteAsync($"/api/channel-accounts/{account.Id}")).Expect(204);

        Assert.Null((await api.Get<IQuotaStore>().ReadAsync(account.TenantId, account.Id, default)).ETag);
    }

    [Fact]
    public async Task DeletedTask_TakesItsOwnBudgetAlong()
    {
        await using var api = await StartAsync();
        var admin = await api.NewTenantAsync();
        var account = await NewAccountAsync(api, admin, pacing: null, zone: null);
        var id = (await admin.PostAsync("/api/tasks", Bodies.Draft().With("pacing", new JsonObject { ["dailyLimit"] = 7 })))
            .Expect(201)
            .Id();
        var task = (await api.Get<ITaskStore>().FindAsync(account.TenantId, id, default))!;
        await BudgetsOf(api).ReserveAsync(task, account, "lane", "1", 2, DateTimeOffset.MaxValue, default);
        var scope = QuotaPolicy.From(task).Scope;
        Assert.NotNull((await api.Get<IQuotaStore>().ReadAsync(task.TenantId, scope, default)).ETag);

        (await admin.PostAsync($"/api/tasks/{id}/cancel", null)).Expect(200);
        (await admin.DeleteAsync($"/api/tasks/{id}")).Expect(204);

        Assert.Null((await api.Get<IQuotaStore>().ReadAsync(task.TenantId, scope, default)).ETag);
    }

    private static Task<TestApi> StartAsync() =>
        TestApi.StartAsync(services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(Any.Now)));

    private static QuotaService BudgetsOf(TestApi api) => new(api.Get<IQuotaStore>(), api.Get<TimeProvider>());

    private static async Task<ChannelAccount> NewAccountAsync(TestApi api, ApiClient admin, JsonObject? pacing, string? zone)
    {
        var body = Bodies.Account().With("pacing", pacing?.DeepClone()).With("timeZone", zone);
        var id = (await admin.PostAsync("/api/channel-accounts", body)).Expect(201).Id();
        var accounts = api.Get<IAccountStore>();
        return (await accounts.FindAsync((await accounts.FindTenantAsync(id, default))!, id, default))!;
    }
}
