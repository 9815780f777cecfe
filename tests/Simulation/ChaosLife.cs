using CampaignTasks.Api.Http;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Simulation.Machinery;

namespace CampaignTasks.Simulation;

/// <summary>One task's life under a plan of everything that goes wrong, and what must hold when it is over.</summary>
internal sealed class ChaosLife(ChaosPlan plan)
{
    private static readonly TimeSpan Unrest = TimeSpan.FromMinutes(10);

    // The process that is told of a pause sends nothing more. Others look at the stored task twice a second; all processes share the hub's
    // work.
    private static readonly TimeSpan SeenElsewhereWithin = TimeSpan.FromSeconds(1);

    // Longer than clocks go back: until they are where they were, no slot is free.
    private static readonly TimeSpan Peace = TimeSpan.FromHours(12);

    private readonly SimulatedDeployment _world = SimulatedDeployment.Create(
        plan.Seed,
        settings: new Settings
        {
            Shuffle = true,
            AsInProduction = true,
            RestartsAfter = TimeSpan.FromSeconds(2),
            Faults = chance => new Storm(chance, plan.Storm),
        }
    );

    private readonly Random _moods = new(plan.Seed + 3);
    private readonly List<(TimeSpan From, TimeSpan To, int NotifiedProcess)> _quiet = [];
    private bool _isOver;

    public SimulatedDeployment World => _world;

    /// <summary>Lives it to the end, in peace at last, and checks.</summary>
    public async Task LiveAsync()
    {
        var account = _world.AddAccount(hasKey: plan.HasKey);
        _world.Provider.Answer = AnswerTo;
        foreach (var (call, death) in plan.Crashes)
        {
            _world.KillAtCall(call, death);
        }

        foreach (var (at, by) in plan.Jumps)
        {
            _world.After(at, () => _world.Loop.Jumped += by);
        }

        if (plan.Freeze is var (when, time))
        {
            _world.After(when, () => FreezeOwner(time));
        }

        var task = await _world.Client.CreateTaskAsync(
            Client.Email(plan.Recipients, plan.Pause, stopOnFailure: plan.StopOnFailure) with
            {
                Rollout = plan.Rollout,
            }
        );
        await DoWhatPersonDoesAsync(task);
        await _world.RunForAsync(Unrest);
        await EndInPeaceAsync(task, account);
        await CheckAsync(task);
    }

    private void FreezeOwner(TimeSpan time)
    {
        if (_world.Process is { } process)
        {
            _world.Trace.Add("freeze", $"process {process.Number} for {time}");
            process.Threads.Freeze();
            _world.After(time, () =>
            {
                _world.Trace.Add("thaw", $"process {process.Number}");
                process.Threads.Thaw();
            });
            _world.Restart();
        }
    }

    private async Task DoWhatPersonDoesAsync(CampaignTask task)
    {
        if (plan.Person is PersonDoes.Nothing)
        {
            return;
        }

        await _world.RunForAsync(plan.PersonWaits.First);
        try
        {
            switch (plan.Person)
            {
                case PersonDoes.Stops:
                    await _world.Client.StopAsync(task);
                    break;
                case PersonDoes.Cancels:
                    await _world.Client.CancelAsync(task);
                    break;
                default:
                    await _world.Client.PauseAsync(task);
                    var (from, notifiedProcess) = (_world.Elapsed, _world.Client.AnsweredBy);
                    await _world.RunForAsync(plan.PersonWaits.Then);
                    _quiet.Add((from, _world.Elapsed, notifiedProcess));
                    await _world.Client.ResumeAsync(task);
                    return;
            }

            _quiet.Add((_world.Elapsed, TimeSpan.MaxValue, _world.Client.AnsweredBy));
        }
        catch (Exception e) when (e is InvalidTransitionException or ConflictException or ProblemException)
        {
            // It had ended, or paused, by itself; or its account is stopped, which is mended in the end.
        }
    }

    /// <summary>Nothing goes wrong any more, and whatever paused the task is mended: it must come to its end by itself.</summary>
    private async Task EndInPeaceAsync(CampaignTask task, ChannelAccount account)
    {
        ((Storm)_world.Faults).IsOver = true;
        _isOver = true;
        for (var round = 0; round < 10; round++)
        {
            await _world.RunUntilAsync(
                () => HasEnded(task) || _world.Find(task) is { Status: CampaignTaskStatus.Paused } or { Stage.Hold: not null },
                Peace
            );
            if (HasEnded(task))
            {
                return;
            }

            if (_world.Find(task).Stage?.Hold is not null)
            {
                await CheckHeldAsync(task);
                continue;
            }

            var stored = _world.Accounts.FindAsync(account.TenantId, account.Id, default).Result!;
            await _world.Accounts.UpdateAsync(stored.Activate(_world.Now), default);
            await _world.Client.ResumeAsync(task);
        }

        Assert.Fail("The task pauses again and again, although nothing is wrong any more.");
    }

    /// <summary>Nothing leaves while the task is held, until somebody releases it.</summary>
    private async Task CheckHeldAsync(CampaignTask task)
    {
        var stage = _world.Find(task).Stage!.Stage;
        await _world.RunForAsync(SeenElsewhereWithin);
        var before = _world.Requests.Count;
        await _world.RunForAsync(TimeSpan.FromHours(1));
        Assert.Equal((before, stage), (_world.Requests.Count, _world.Find(task).Stage!.Stage));
        await _world.Client.ReleaseAsync(task);
    }

    private bool HasEnded(CampaignTask task) =>
        !_world.Find(task).IsLive && (WasEndedBeforeItBegan(task) || _world.RunsOf(task) is [{ CompletedAt: not null }]);

    private bool WasEndedBeforeItBegan(CampaignTask task) =>
        plan.Person is PersonDoes.Stops or PersonDoes.Cancels && _world.RunsOf(task) is [];

    private Reply AnswerTo(Request request)
    {
        // Whoever keeps keys gives the first answer again.
        var isRepeat = plan.HasKey && _world.Provider.SentOn.ContainsKey(request.Message);
        if (_isOver || _moods.NextDouble() >= plan.Moods)
        {
            return Reply.Accepted;
        }

        return _moods.Next(isRepeat ? 6 : 8) switch
        {
            0 => Reply.LostAnswer,
            1 => Reply.Hangs,
            2 or 3 => Reply.Transient,
            4 => Reply.Throttled(_moods.Next(2) == 0 ? null : TimeSpan.FromSeconds(_moods.Next(1, 90))),
            5 => _moods.Next(5) == 0 ? Reply.Misconfigured : Reply.Accepted with { After = TimeSpan.FromSeconds(_moods.Next(1, 29)) },
            _ => Reply.Rejected(),
        };
    }

    private async Task CheckAsync(CampaignTask task)
    {
        await CheckLogAsync(task);
        if (WasEndedBeforeItBegan(task))
        {
            Assert.Empty(_world.Requests);
            return;
        }

        var run = Assert.Single(_world.RunsOf(task));
        var messages = _world
            .PagesOf(run)
            .SelectMany(page => page.Messages.Select((message, index) => (Id: new MessageId(run.Id, page.Number, index), Line: message)))
            .ToList();

        // Nobody is lost, and everything is settled.
        Assert.Equal(plan.Recipients, messages.Select(message => message.Line.Address).Distinct().Count());
        Assert.Equal(plan.Recipients, messages.Count);
        Assert.DoesNotContain(messages, message => message.Line.State is MessageState.Pending or MessageState.Sending);

        // The stages have their exact sizes, and a page has one stage.
        Assert.Equal(_world.Find(task).Plan.Rollout?.Sizes(plan.Recipients), run.Stages?.Select(stage => stage.Recipients));
        Assert.All(
            run.Stages?.Select((stage, i) => (stage.Recipients, From: i == 0 ? 0 : run.Stages[i - 1].EndPage, stage.EndPage)) ?? [],
            stage => Assert.Equal(stage.Recipients, messages.Count(one => one.Id.Page >= stage.From && one.Id.Page < stage.EndPage))
        );

        // Totals are the pages'.
        Assert.Equal(
            messages.Aggregate(default(MessageCounts), (counts, message) => counts.With(message.Line.State)),
            await _world.Ledger.CountAsync(run, default)
        );

        foreach (var (id, line) in messages)
        {
            CheckMessage(id, line);
        }

        // An address has one message, so one key, however often it is asked for.
        Assert.All(_world.Requests.GroupBy(request => request.To), requests =>
            Assert.Single(requests.Select(request => request.Message).Distinct())
        );
        var broke = _world.Requests.FirstOrDefault(request =>
            _quiet.Exists(quiet =>
                request.Elapsed > quiet.From + (request.Process == quiet.NotifiedProcess ? TimeSpan.Zero : SeenElsewhereWithin)
                && request.Elapsed < quiet.To
            )
        );
        Assert.True(broke is null, $"{broke} left although the task was paused or ended: {string.Join(", ", _quiet)}");
    }

    // Whatever died in between: no change without its entry, and no entry without its change.
    private async Task CheckLogAsync(CampaignTask task)
    {
        var log = (await _world.Tasks.ListEntriesAsync(task.TenantId, task.Id, CampaignTask.MaxEntries, null, default))
            .Items.Reverse()
            .ToList();
        Assert.Equal(AuditEvent.Created, log[0].Event);
        Assert.All(log.Zip(log.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.Equal((_world.Find(task).Status, _world.Find(task).EventCount), (log[^1].To, log.Count));
        Assert.All(log.Where(entry => entry.By.Kind is TaskActorKind.Key), entry => Assert.Equal("Somebody", entry.By.Name));
    }

    private void CheckMessage(MessageId id, LedgerMessage line)
    {
        var times = _world.Provider.SentOn.GetValueOrDefault(id);
        Assert.True(times <= 1, $"{id} went out {times} times.");
        Assert.True(line.State is not MessageState.Sent || times == 1, $"{id} is sent, and was not.");
        Assert.True(
            times == 0 || line.MayHaveBeenSent || line.State is MessageState.Sent or MessageState.Unknown,
            $"{id} went out and is {line.State}."
        );
    }
}
