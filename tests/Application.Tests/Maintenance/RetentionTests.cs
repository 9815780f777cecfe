using CampaignTasks.Application.Functions;
using CampaignTasks.Application.Maintenance;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Retention;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Maintenance;

public sealed class RetentionTests : IExpiredData
{
    private readonly FakeTimeProvider _time = new(Samples.Now.AddDays(400));
    private readonly InMemoryTenantStore _tenants = new();
    private readonly InMemorySettingsStore _settings = new();
    private readonly InMemoryRunStore _runs = new();
    private readonly InMemoryLedger _ledger = new();
    private readonly InMemoryJourneyStore _journeys = new();
    private readonly List<Run> _old = [];
    private readonly Dictionary<(string TenantId, ExpiredKind Kind), int> _rows = [];
    private readonly Dictionary<(string TenantId, ExpiredKind Kind), DateTimeOffset> _before = [];
    private DateTimeOffset _runsBefore;
    private DateTimeOffset _journeysBefore;
    private TimeSpan _duration = TimeSpan.Zero;
    private string? _failing;

    [Fact]
    public async Task Tick_ByDefault_KeepsMessagesAuditAndEventsAYear_TheSandboxAMonth_ImportsAndCartsThree()
    {
        await AddTenantAsync("acme");

        await TickAsync();

        var now = _time.GetUtcNow();
        Assert.Equal(now.AddDays(-365), _runsBefore);
        Assert.Equal(now.AddDays(-365), _journeysBefore);
        Assert.Equal(
            [
                (ExpiredKind.AuditEntries, now.AddDays(-365)),
                (ExpiredKind.SandboxMessages, now.AddDays(-30)),
                (ExpiredKind.Imports, now.AddDays(-90)),
                (ExpiredKind.Events, now.AddDays(-365)),
                (ExpiredKind.Carts, now.AddDays(-90)),
                (ExpiredKind.InboundMessages, now.AddDays(-90)),
                (ExpiredKind.SentMessages, now.AddDays(-90)),
                (ExpiredKind.ReceivedMessages, now.AddDays(-90)),
                (ExpiredKind.InboxMessages, now.AddDays(-90)),
                (ExpiredKind.WebhookDeliveries, now.AddDays(-30)),
                (ExpiredKind.Facts, now.AddDays(-30)),
                (ExpiredKind.SingleMessages, now.AddDays(-1)),
            ],
            _before.Select(one => (one.Key.Kind, one.Value))
        );
    }

    [Fact]
    public async Task Tick_WithPeriodsOfTheTenant_AppliesThem()
    {
        await AddTenantAsync("acme");
        var settings = await _settings.ReadAsync("acme", default);
        await _settings.SaveAsync(settings with { Retention = new RetentionPeriods(Messages: 30, Sandbox: 1, Journeys: 60) }, default);

        await TickAsync();

        Assert.Equal(_time.GetUtcNow().AddDays(-30), _runsBefore);
        Assert.Equal(_time.GetUtcNow().AddDays(-60), _journeysBefore);
        Assert.Equal(_time.GetUtcNow().AddDays(-1), _before[("acme", ExpiredKind.SandboxMessages)]);
        Assert.Equal(_time.GetUtcNow().AddDays(-90), _before[("acme", ExpiredKind.Imports)]);
    }

    [Fact]
    public async Task Tick_WithManyOldRunsAndRows_DeletesAllOfThem_SomeAtATime()
    {
        await AddTenantAsync("acme");
        for (var day = 0; day < 45; day++)
        {
            await AddRunAsync("acme", day);
        }

        _rows[("acme", ExpiredKind.Imports)] = 1234;

        await TickAsync();

        Assert.Empty((await _runs.ListAsync("acme", "task", 100, null, default)).Items);
        Assert.Equal(0, (await _ledger.CountAsync(Samples.Run(day: 3), default)).Total);
        Assert.Equal(0, _rows[("acme", ExpiredKind.Imports)]);
    }

    [Fact]
    public async Task Tick_WithOldJourneys_ForgetsThemAll_AndKeepsTheirCounts()
    {
        await AddTenantAsync("acme");
        var (end, key) = (_time.GetUtcNow().AddDays(-366), new AutomationKey("acme", "automation"));
        for (var number = 0; number < 45; number++)
        {
            await _journeys.SavePageAsync(key, new JourneyPage(number, [Ended("ann", end), Ended("bob", end.AddDays(2))]), default);
        }

        await TickAsync();

        var pages = await _journeys.ReadPagesAsync(key, fromPage: 0, default).ToListAsync();
        Assert.All(pages, page => Assert.Equal([JourneyStatus.Past, JourneyStatus.Completed], page.Journeys.Select(one => one!.Status)));
        Assert.All(pages, page => Assert.Empty(page.At(0)!.Steps));
        var counts = await _journeys.CountAsync(key, default);
        Assert.Equal(90, counts.In(JourneyStatus.Completed));
        Assert.Equal(90, counts.Done["steps[0]"]["sent"]);
    }

    [Fact]
    public async Task Tick_ThatTakesLong_EndsAndTheNextGoesOn()
    {
        await AddTenantAsync("acme");
        await AddTenantAsync("beta");
        _rows[("acme", ExpiredKind.Imports)] = 5000;
        _rows[("beta", ExpiredKind.Imports)] = 10;
        _duration = TimeSpan.FromMinutes(1);

        await TickAsync();
        Assert.True(_rows[("acme", ExpiredKind.Imports)] is > 0 and < 5000);
        Assert.Equal(10, _rows[("beta", ExpiredKind.Imports)]);

        for (var tick = 0; tick < 10; tick++)
        {
            await TickAsync();
        }

        Assert.Equal((0, 0), (_rows[("acme", ExpiredKind.Imports)], _rows[("beta", ExpiredKind.Imports)]));
    }

    [Fact]
    public async Task Tick_WithATenantThatFails_CleansTheOthers()
    {
        await AddTenantAsync("acme");
        await AddTenantAsync("beta");
        _rows[("beta", ExpiredKind.SandboxMessages)] = 10;
        _failing = "acme";

        await TickAsync();

        Assert.Equal(0, _rows[("beta", ExpiredKind.SandboxMessages)]);
    }

    Task<IReadOnlyList<Run>> IExpiredData.FindRunsAsync(
        string tenantId,
        DateTimeOffset before,
        int most,
        CancellationToken cancellationToken
    )
    {
        if (tenantId == _failing)
        {
            throw new TimeoutException();
        }

        _runsBefore = before;
        _old.RemoveAll(run => _runs.FindAsync(run.Id, default).Result is null);
        return Task.FromResult<IReadOnlyList<Run>>([.. _old.Where(run => run.TenantId == tenantId).Take(most)]);
    }

    Task<int> IExpiredData.DeleteAsync(
        string tenantId,
        ExpiredKind kind,
        DateTimeOffset before,
        int most,
        CancellationToken cancellationToken
    )
    {
        if (_rows.GetValueOrDefault((tenantId, kind)) > 0)
        {
            _time.Advance(_duration);
        }

        _before[(tenantId, kind)] = before;
        var deleted = Math.Min(most, _rows.GetValueOrDefault((tenantId, kind)));
        _rows[(tenantId, kind)] = _rows.GetValueOrDefault((tenantId, kind)) - deleted;
        return Task.FromResult(deleted);
    }

    async Task<IReadOnlyList<(AutomationKey Key, JourneyPage Page)>> IExpiredData.FindJourneysAsync(
        string tenantId,
        DateTimeOffset before,
        int most,
        CancellationToken cancellationToken
    )
    {
        _journeysBefore = before;
        var key = new AutomationKey(tenantId, "automation");
        return await _journeys
            .ReadPagesAsync(key, fromPage: 0, cancellationToken)
            .Where(page => page.EndedSince < before)
            .Take(most)
            .Select(page => (key, page))
            .ToListAsync(cancellationToken);
    }

    private static Journey Ended(string contact, DateTimeOffset at) =>
        new Journey
        {
            ContactId = contact,
            Entry = "list",
            EnteredAt = at.AddDays(-1),
            Steps = [new JourneyStep("steps[0]", at, StepOutcome.Sent)],
        }.End(JourneyStatus.Completed, reason: null, at);

    private Task AddTenantAsync(string id) => _tenants.AddAsync(new Tenant(id, id, Samples.Now), default);

    private async Task AddRunAsync(string tenantId, int day)
    {
        var run = await _runs.OpenAsync(Samples.Run(tenantId, day: day), default);
        await _ledger.AddPagesAsync(run, [Samples.Page(0)], default);
        _old.Add(run);
    }

    private Task TickAsync() =>
        new Retention(_tenants, _settings, this, _ledger, _runs, _journeys, _time, NullLogger<Retention>.Instance).RunAsync(
            new TimerTick(_time.GetUtcNow(), IsPastDue: false),
            default
        );
}
