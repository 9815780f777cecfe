using CampaignTasks.Application.Functions;
using CampaignTasks.Application.Maintenance;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Maintenance;

public sealed class UsageRecountTests
{
    private readonly FakeTimeProvider _time = new(Samples.Now);
    private readonly InMemoryTenantStore _tenants = new();
    private readonly InMemoryTenantCounters _counters = new() { Contacts = tenant => Task.FromResult(tenant is "acme" ? 3L : 5L) };

    [Fact]
    public async Task Tick_CorrectsTheCounterOfEveryTenant_OnceADay()
    {
        await _tenants.AddAsync(new Tenant("acme", "Acme", Samples.Now), default);
        await _tenants.AddAsync(new Tenant("beta", "Beta", Samples.Now), default);
        await _counters.AddAsync("acme", QuotaKind.Contacts, 10, default);

        await TickAsync();
        Assert.Equal((3, 5), (await CountAsync("acme"), await CountAsync("beta")));

        await _counters.AddAsync("acme", QuotaKind.Contacts, 1, default);
        _time.Advance(TimeSpan.FromHours(1));
        await TickAsync();
        Assert.Equal(4, await CountAsync("acme"));

        _time.Advance(TimeSpan.FromHours(20));
        await TickAsync();
        Assert.Equal(3, await CountAsync("acme"));
    }

    [Fact]
    public async Task Tick_MeasuresWhatEveryTenantStored_OnceADay()
    {
        var stored = 5_000L;
        _counters.Bytes = _ => stored;
        await _tenants.AddAsync(new Tenant("acme", "Acme", Samples.Now), default);
        await _counters.AddAsync("acme", QuotaKind.StoredBytes, 9_000, default);

        await TickAsync();
        Assert.Equal(5_000, await _counters.ReadAsync("acme", QuotaKind.StoredBytes, default));

        stored = 4_000;
        _time.Advance(TimeSpan.FromHours(1));
        await TickAsync();
        Assert.Equal(5_000, await _counters.ReadAsync("acme", QuotaKind.StoredBytes, default));

        _time.Advance(TimeSpan.FromHours(20));
        await TickAsync();
        Assert.Equal(4_000, await _counters.ReadAsync("acme", QuotaKind.StoredBytes, default));
    }

    private Task<long> CountAsync(string tenantId) => _counters.ReadAsync(tenantId, QuotaKind.Contacts, default);

    private Task TickAsync() =>
        new UsageRecount(_tenants, _counters, _time, NullLogger<UsageRecount>.Instance).RunAsync(
            new TimerTick(_time.GetUtcNow(), IsPastDue: false),
            default
        );
}
