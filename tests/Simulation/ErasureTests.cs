using CampaignTasks.Application.Erasures;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Simulation.Machinery;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Simulation;

/// <summary>People who are deleted while a run to them is under way.</summary>
public sealed class ErasureTests
{
    private const int People = 30;
    private const int SentTo = 2;
    private const int PendingFor = 22;

    private static readonly TimeSpan Soon = TimeSpan.FromHours(1);

    [Fact]
    public async Task People_ErasedWhileAPacedRunIsUnderWay_AreOutOfItsLedger_AndItsSendersNoticeNothing()
    {
        await using var world = SimulatedDeployment.Create();
        var (task, sent, pending) = await BeginAsync(world);

        var one = await EraseAsync(world, "01k9erasure000000000000001", sent);
        var other = await EraseAsync(world, "01k9erasure000000000000002", pending);
        await world.RunUntilAsync(() => Done(world, one, other), Soon);
        Assert.Null(world.RunsOf(task)[0].CompletedAt);
        await world.RunUntilAsync(() => world.Find(task).Status is CampaignTaskStatus.Completed, Soon);

        Check(world, task, one, other);
        Assert.All(world.Requests, request => Assert.Equal(1, request.Attempt));
        Assert.Null(world.RunsOf(task)[0].Erased);
    }

    [Theory]
    [InlineData(Crash.Before)]
    [InlineData(Crash.After)]
    internal async Task Erasure_KilledAtAnyCall_IsCarriedOut_AndNothingIsLostOrSentTwice(Crash death)
    {
        var calls = await RunAsync(kill: null);
        Assert.InRange(calls, 40, 200);

        for (var call = 1L; call <= calls; call++)
        {
            await RunAsync((call, death));
        }
    }

    private static async Task<long> RunAsync((long Call, Crash Death)? kill)
    {
        await using var world = SimulatedDeployment.Create(settings: new Settings { ReconcilesErasures = true });
        var (task, sent, pending) = await BeginAsync(world);
        var before = world.Crashes.Calls;
        if (kill is var (call, death))
        {
            world.KillAtCall(call, death);
        }

        var one = await EraseAsync(world, "01k9erasure000000000000001", sent);
        var other = await EraseAsync(world, "01k9erasure000000000000002", pending);
        await world.RunUntilAsync(() => Done(world, one, other), Soon);
        var calls = world.Crashes.Calls - before;
        await world.RunUntilAsync(() => world.Find(task).Status is CampaignTaskStatus.Completed, Soon);
        try
        {
            Check(world, task, one, other);
            Assert.All(world.Provider.SentOn.Values, times => Assert.Equal(1, times));
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Killed at {kill}.\n{world.Trace}", e);
        }

        return calls;
    }

    /// <summary>A paced run of which ten messages have left; two of its people are contacts, one of them has hers.</summary>
    private static async Task<(CampaignTask Task, Contact Sent, Contact Pending)> BeginAsync(SimulatedDeployment world)
    {
        world.AddAccount();
        var (sent, pending) = (Contact(world, "c1", $"r{SentTo}@example.net"), Contact(world, "c11", $"r{PendingFor}@example.net"));
        var task = await world.Client.CreateTaskAsync(Client.Email(People, pause: "PT3S"));
        await world.RunUntilAsync(() => world.Requests.Count == 10, Soon);
        return (task, sent, pending);
    }

    private static void Check(SimulatedDeployment world, CampaignTask task, Erasure sent, Erasure pending)
    {
        var messages = world.MessagesOf(task);
        Assert.Equal(People - 1, messages.Count(message => message.State is MessageState.Sent));
        Assert.Equal(
            (MessageState.Sent, sent.Pseudonym, sent.Pseudonym),
            (messages[SentTo].State, messages[SentTo].Address, messages[SentTo].ContactId)
        );
        Assert.Equal(
            (MessageState.Skipped, pending.Pseudonym, pending.Pseudonym),
            (messages[PendingFor].State, messages[PendingFor].Address, messages[PendingFor].ContactId)
        );
        Assert.Equal(ErasedRecipients.ContactDeleted, messages[PendingFor].Reason);
        Assert.Equal(
            Enumerable.Range(0, People).Where(n => n is not PendingFor).Select(n => $"r{n}@example.net").Order(),
            world.Requests.Select(request => request.To).Distinct().Order()
        );
        Assert.Equal((null, null), (Find(world, sent).Subject, world.Contacts.FindAsync(Any.TenantId, "c1", default).Result));
    }

    private static Contact Contact(SimulatedDeployment world, string id, string email) =>
        world
            .Contacts.SaveAsync(Samples.Contact(id, Any.TenantId, email) with { CreatedAt = world.Now, UpdatedAt = world.Now }, default)
            .Result;

    private static Task<Erasure> EraseAsync(SimulatedDeployment world, string id, Contact contact) =>
        world.Client.AskAsync($"erase {id}", async services =>
            await services.GetRequiredService<IErasureStore>().FindAsync(contact.TenantId, id, default)
            ?? await services.GetRequiredService<ErasureService>().EraseAsync(id, contact, default)
        );

    private static bool Done(SimulatedDeployment world, params Erasure[] erasures) =>
        erasures.All(erasure => Find(world, erasure).Status is ErasureStatus.Completed);

    private static Erasure Find(SimulatedDeployment world, Erasure erasure) =>
        world.Erasures.FindAsync(erasure.TenantId, erasure.Id, default).Result!;
}
