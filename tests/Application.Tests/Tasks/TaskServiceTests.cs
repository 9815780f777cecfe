using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Creatives;
using CampaignTasks.Application.Identifiers;
using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Secrets;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Tasks;

public sealed class TaskServiceTests
{
    private static readonly TaskActor Ann = new(TaskActorKind.Key, "Ann", "01key", Role.Operator);

    private static readonly TaskRequest Request = new(
        "Spring news",
        null,
        ChannelKind.Email,
        null,
        new AudienceRequest("ann@example.net", null, null, null),
        new CreativeRequest { Subject = "Hello", Text = "Hi" },
        null,
        null,
        null,
        null,
        Start: false,
        CappedRule.Wait
    );

    private static readonly TaskChange Rename = new("Autumn news", "autumn", null, null, null, null, null, null, null, null);

    private readonly InMemoryTaskStore _tasks = new();
    private readonly InMemoryAccountStore _accounts = new();
    private readonly InMemoryCampaignStore _campaigns = new();
    private readonly RecordedNotifications _notifications = new();
    private readonly FakeTimeProvider _time = new(Any.Now);
    private readonly TaskService _service;

    public TaskServiceTests()
    {
        var (runs, ledger) = (new InMemoryRunStore(), new InMemoryLedger());
        var links = new UnsubscribeLinks(new AesGcmSecretProtector(new byte[32], []), Options.Create(new AppOptions()));
        _service = new TaskService(
            _tasks,
            new RunDeleter(runs, ledger),
            new InMemoryQuotaStore(),
            new InMemoryUnsubscribeStore(),
            _notifications,
            new TaskAccounts(_accounts),
            new TaskLabels(_campaigns, new InMemorySiteStore(), new Ulids(_time), _time),
            new AudienceRequestValidator(new InMemoryAudienceStore()),
            new CreativeResolver(new InMemoryCreativeStore(), links),
            new PlanChanges(_tasks, runs, ledger, new InMemoryContactStore()),
            links,
            new InMemorySettingsStore(),
            new TenantUsage(
                new InMemoryTenantStore(),
                _accounts,
                new InMemoryAudienceStore(),
                new InMemoryWebhookStore(),
                _tasks,
                new InMemoryTenantCounters(),
                new TenantQuotaLimits(new InMemoryTenantStore(), Options.Create(new QuotaOptions { Tasks = 3 })),
                _time
            ),
            new StoredBytesQuota(
                new InMemoryTenantCounters(),
                new TenantQuotaLimits(new InMemoryTenantStore(), Options.Create(new QuotaOptions())),
                _time
            ),
            _time,
            NullLogger<TaskService>.Instance
        );
    }

    [Fact]
    public async Task Add_OfADraft_StoresItWithTheDefaultAccount()
    {
        var task = await AddAsync();

        Assert.Equal(task, await _tasks.FindAsync(Any.TenantId, Any.TaskId, default));
        Assert.Equal((CampaignTaskStatus.Draft, CappedRule.Wait), (task.Status, task.Plan.WhenCapped));
        Assert.Equal([Any.AccountId], task.Plan.Accounts);
        Assert.Single(_notifications.Notified);
    }

    [Fact]
    public async Task Add_WithFaults_ThrowsThemTogether()
    {
        var bad = Request with { Name = "", Accounts = ["nobody"] };

        var thrown = await Assert.ThrowsAsync<ValidationException>(() => _service.AddAsync(Ann, Any.TenantId, Any.TaskId, bad, default));

        Assert.Equal(["accounts[0]", "name"], thrown.Errors.ToDictionary().Keys.Order());
    }

    [Fact]
    public async Task Add_AskedAgain_AnswersTheStoredTask()
    {
        var task = await AddAsync();

        Assert.Equal(task, await AddAsync());
    }

    [Fact]
    public async Task Change_OfSomeFields_KeepsTheOthers()
    {
        var task = await AddAsync();

        var (changed, change) = await _service.ChangeAsync(Ann, task, new(Rename, new HashSet<string> { "name" }), default);

        Assert.Equal(task.Plan with { Name = "Autumn news" }, changed.Plan);
        Assert.Null(change);
    }

    [Fact]
    public async Task Change_OfATaskThatWasChangedSince_IsRefused()
    {
        var task = await AddAsync();
        await _service.ChangeAsync(Ann, task, new(Rename, new HashSet<string> { "name" }), default);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() =>
            _service.ChangeAsync(Ann, task, new(Rename, new HashSet<string> { "campaign" }), default)
        );
    }

    [Fact]
    public async Task Act_OnAVersionThatIsNotExpected_ChangesNothing()
    {
        var task = await AddAsync();
        var start = Start with { EnsureVersion = version => throw new ConcurrencyConflictException($"version {version}") };

        var thrown = await Assert.ThrowsAsync<ConcurrencyConflictException>(() =>
            _service.ActAsync(Any.TenantId, Any.TaskId, start, default)
        );

        Assert.Contains(task.ETag!, thrown.Message, StringComparison.Ordinal);
        Assert.Equal(task, await _tasks.FindAsync(Any.TenantId, Any.TaskId, default));
    }

    [Fact]
    public async Task Act_WhenTheTaskChangesMeanwhile_IsDecidedAgain()
    {
        await AddAsync();
        var attempts = 0;
        var start = Start with { EnsureVersion = _ => attempts++ };
        var racing = start with
        {
            ApplyAsync = async (task, now, token) =>
            {
                if (attempts == 1)
                {
                    await _tasks.UpdateAsync(task with { Plan = task.Plan with { Name = "Meanwhile" } }, recipients: null, token);
                }

                return task.Start(now);
            },
        };

        var started = await _service.ActAsync(Any.TenantId, Any.TaskId, racing, default);

        Assert.Equal((CampaignTaskStatus.Running, "Meanwhile", 2), (started!.Status, started.Plan.Name, attempts));
    }

    [Fact]
    public async Task Act_WhenAnAccountIsStopped_IsAConflict()
    {
        await AddAsync();
        var account = (await _accounts.FindAsync(Any.TenantId, Any.AccountId, default))!;
        await _accounts.UpdateAsync(account with { Status = AccountStatus.Stopped, StopReason = "401" }, default);

        var thrown = await Assert.ThrowsAsync<ConflictException>(() => _service.ActAsync(Any.TenantId, Any.TaskId, Start, default));

        Assert.Equal("accountStopped", thrown.Code);
    }

    [Fact]
    public async Task Act_OnNoTask_AnswersNull() => Assert.Null(await _service.ActAsync(Any.TenantId, Any.TaskId, Start, default));

    [Fact]
    public async Task Copy_OfATask_HasItsPlanAndItsAddresses()
    {
        var task = await AddAsync();

        var copy = await _service.CopyAsync(Ann, task, Samples.Id(2), default);

        Assert.Equal(task.Plan, copy.Plan);
        Assert.Equal(["ann@example.net"], await _tasks.ReadRecipientsAsync(Any.TenantId, copy.Id, 1, default).ToListAsync());
    }

    private static TaskAction Start => new("start", Ann, (task, now) => task.Start(now));

    [Fact]
    public async Task Add_OfMoreTasksThanTheQuota_IsRefused_UntilOneHasEnded()
    {
        var first = await AddAsync();
        await _service.AddAsync(Ann, Any.TenantId, "01second", Request, default);
        await _service.AddAsync(Ann, Any.TenantId, "01third", Request, default);

        var refusal = await Assert.ThrowsAsync<QuotaExceededException>(() =>
            _service.AddAsync(Ann, Any.TenantId, "01fourth", Request, default)
        );

        Assert.Equal((QuotaKind.Tasks, 3), (refusal.Kind, refusal.Limit));
        await _tasks.UpdateAsync(first with { Status = CampaignTaskStatus.Canceled }, recipients: null, default);
        await _service.AddAsync(Ann, Any.TenantId, "01fourth", Request, default);
    }

    private async Task<CampaignTask> AddAsync()
    {
        if (await _accounts.FindAsync(Any.TenantId, Any.AccountId, default) is null)
        {
            await _accounts.AddAsync(Any.Account(), default);
        }

        return await _service.AddAsync(Ann, Any.TenantId, Any.TaskId, Request, default);
    }
}
