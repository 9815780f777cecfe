using CampaignTasks.Application.Identifiers;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.SingleMessages;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Moq;

namespace CampaignTasks.Application.Tests.SingleMessages;

/// <summary>Single messages over stores in memory, with the app's own sender.</summary>
internal sealed class SingleMessageScene : IDisposable
{
    private readonly Ulids _ids;

    public SingleMessageScene()
    {
        _ids = new Ulids(Fixture.Time);
        Fixture
            .Client.Setup(client =>
                client.ScheduleNewOrchestrationInstanceAsync(
                    It.IsAny<TaskName>(),
                    It.IsAny<object?>(),
                    It.IsAny<StartOrchestrationOptions?>(),
                    It.IsAny<CancellationToken>()
                )
            )
            .Callback((TaskName _, object? input, StartOrchestrationOptions? _, CancellationToken _) => Deferred.Add((LaneWork)input!))
            .ReturnsAsync("started");
        Batcher = Fixture.Create<SingleMessageBatcher>(_ids);
    }

    public ActivityFixture Fixture { get; } = new();

    public SingleMessageBatcher Batcher { get; private set; }

    /// <summary>What was left to orchestrations.</summary>
    public List<LaneWork> Deferred { get; } = [];

    public static SendingLine Line(MessagePurpose purpose = MessagePurpose.Marketing, DateTimeOffset? sendAt = null) =>
        new(Any.TenantId, ChannelKind.Email, Any.AccountId, purpose, sendAt);

    public static SingleMessage Message(string request, string address = "ann@example.net", string? contactId = null) =>
        new(request, address, contactId, new PlannedCreative(Any.Creative()));

    public static async Task<SingleMessageScene> CreateAsync()
    {
        var scene = new SingleMessageScene();
        await scene.Fixture.Accounts.AddAsync(Any.Account(), default);
        await scene.Fixture.Tenants.AddAsync(new Domain.Tenants.Tenant(Any.TenantId, "Acme", Any.Now), default);
        return scene;
    }

    /// <summary>The process ends as soon as it has stored something: nothing is sent.</summary>
    public void EndProcessAfterStoring() => Batcher = Fixture.Create<SingleMessageBatcher>(_ids, new EndedSender());

    public Task<MessageId> AddAsync(SingleMessage message, SendingLine? line = null) =>
        Batcher.AddAsync(line ?? Line(), message, characters: 100, default);

    /// <summary>Adds a message, and waits until this process does nothing more about it.</summary>
    public async Task<LedgerMessage> SendAsync(SingleMessage message, SendingLine? line = null)
    {
        var id = await AddAsync(message, line);
        await Batcher.StopAsync(default);
        return await FindAsync(id);
    }

    public async Task<LedgerMessage> FindAsync(MessageId id)
    {
        var page = await Fixture.Ledger.ReadPageAsync(await RunAsync(id.Run), id.Page, default);
        return page!.Messages[id.Index];
    }

    public async Task<Run> RunAsync(RunId id) => (await Fixture.Runs.FindAsync(id, default))!;

    public Task<List<SingleBatch>> OpenAsync() => Fixture.Singles.OpenAsync(Any.TenantId, default).ToListAsync().AsTask();

    public Task SweepAsync() =>
        Fixture.Create<SingleMessageSweep>().RunAsync(new Functions.TimerTick(Fixture.Time.GetUtcNow(), IsPastDue: false), default);

    public Task<SingleMessagesEnd> FinishAsync(RunRef run) =>
        Fixture.CallAsync<FinishSingleMessagesActivity, RunRef, SingleMessagesEnd>(run);

    public void Dispose() => Fixture.Dispose();
}
