using System.Globalization;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Creatives;
using CampaignTasks.Application.Forecasts;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Simulation.Machinery;
using CampaignTasks.Storage;
using CampaignTasks.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Simulation;

/// <summary>
/// Somebody who uses the app, at its desk behind HTTP. Whoever gets no answer, because the process died or storage was away, asks again
/// until it has one, as with an Idempotency-Key.
/// </summary>
internal sealed class Client(SimulatedDeployment world, ProcessThreads outside)
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromHours(2);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(700);
    private static readonly TaskActor Somebody = new(TaskActorKind.Key, "Somebody", "01key", Role.Operator);
    private int _tasks;

    /// <summary>The process that answered last.</summary>
    public int AnsweredBy { get; private set; }

    /// <summary>An e-mail task to made-up people, to start at once.</summary>
    public static TaskRequest Email(
        int recipients,
        string? pause = null,
        DateTimeOffset? startAt = null,
        bool stopOnFailure = false,
        params string[] accounts
    ) =>
        new(
            Name: "New product announcement",
            Campaign: null,
            Channel: ChannelKind.Email,
            Accounts: accounts.Length == 0 ? null : [.. accounts],
            Audience: new AudienceRequest(
                string.Join('\n', Enumerable.Range(0, recipients).Select(n => $"r{n}@example.net")),
                null,
                null,
                null
            ),
            Creative: new CreativeRequest { Subject = "Hello", Text = "Hi {{ firstName | default: 'there' }}, it is here." },
            Schedule: startAt is { } at ? new ScheduleDefinition { StartAt = at.ToString("O", CultureInfo.InvariantCulture) } : null,
            Pacing: pause is null ? null : new PacingDefinition(pause, null, null),
            StopOnFailure: stopOnFailure,
            Overlap: null,
            Start: null
        );

    /// <summary>POST /api/tasks.</summary>
    public Task<CampaignTask> CreateTaskAsync(TaskRequest request)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"01k9task0000000000000{++_tasks:d5}");
        return DoAsync($"create {id}", (tasks, _) => tasks.AddAsync(Somebody, Any.TenantId, id, request, CancellationToken.None));
    }

    public Task<CampaignTask> PauseAsync(CampaignTask task) =>
        MoveAsync(task, "pause", static (t, now) => t.Pause(CampaignTask.PausedByUser, now));

    public Task<CampaignTask> ResumeAsync(CampaignTask task, OverdueRule overdue = OverdueRule.Shift) =>
        MoveAsync(
            task,
            "resume",
            services => services.GetRequiredService<ForecastService>().OverdueAsync(world.Find(task), CancellationToken.None),
            (t, now, messages) => t.Resume(overdue, messages, now)
        );

    /// <summary>PATCH /api/tasks/{id}: the fields named are changed.</summary>
    public Task<(CampaignTask Task, PlanChange? Change)> EditAsync(CampaignTask task, TaskChange change, params string[] fields) =>
        DoAsync($"edit {task.Id}", (tasks, _) =>
            tasks.ChangeAsync(Somebody, world.Find(task), new(change, fields.ToHashSet(StringComparer.Ordinal)), CancellationToken.None)
        );

    public Task<CampaignTask> ReleaseAsync(CampaignTask task) => MoveAsync(task, "release", static (t, now) => t.Release(now));

    public Task<CampaignTask> StopAsync(CampaignTask task) => MoveAsync(task, "stop", static (t, now) => t.Stop(now));

    public Task<CampaignTask> CancelAsync(CampaignTask task) => MoveAsync(task, "cancel", static (t, now) => t.Cancel(now));

    /// <summary>Does something at the desk, and again until it is answered.</summary>
    /// <param name="what">What, for the trace.</param>
    /// <param name="call">The call; it is told whether it is a repetition.</param>
    public Task<T> DoAsync<T>(string what, Func<TaskService, bool, Task<T>> call) =>
        AskAsync(what, (services, isRepetition) => call(services.GetRequiredService<TaskService>(), isRepetition));

    /// <summary>Asks one of the app's services, and again until it answers.</summary>
    public Task<T> AskAsync<T>(string what, Func<IServiceProvider, Task<T>> call) => AskAsync(what, (services, _) => call(services));

    private Task<T> AskAsync<T>(string what, Func<IServiceProvider, bool, Task<T>> call)
    {
        var answer = outside.Begin(() => UntilAnsweredAsync(what, call));
        if (!world.Loop.IsRunning)
        {
            Assert.True(
                world.Loop.RunUntil(() => answer.IsCompleted, WaitLimit),
                $"No answer to: {what} (seed {world.Seed}).\n{world.Trace}"
            );
        }

        return answer;
    }

    private Task<CampaignTask> MoveAsync(CampaignTask task, string name, Func<CampaignTask, DateTimeOffset, CampaignTask> move) =>
        MoveAsync(task, name, static _ => Task.FromResult(0), (t, now, _) => move(t, now));

    private Task<CampaignTask> MoveAsync(
        CampaignTask task,
        string name,
        Func<IServiceProvider, Task<int>> ask,
        Func<CampaignTask, DateTimeOffset, int, CampaignTask> move
    ) => AskAsync($"{name} {task.Id}", async (services, isRepetition) =>
        {
            try
            {
                var answer = await ask(services);
                var tasks = services.GetRequiredService<TaskService>();
                var action = new TaskAction(name, Somebody, (t, now) => move(t, now, answer));
                return (await tasks.ActAsync(task.TenantId, task.Id, action, CancellationToken.None))!;
            }
            catch (InvalidTransitionException) when (isRepetition)
            {
                // The first time did it.
                return world.Find(task);
            }
        });

    private async Task<T> UntilAnsweredAsync<T>(string what, Func<IServiceProvider, bool, Task<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (world.Process is { } process)
            {
                world.Trace.Add("client", what);
                var answer = process.Threads.Begin(() => call(process.Services, attempt > 1));
                while (!answer.IsCompleted && !process.IsDead)
                {
                    await Task.WhenAny(answer, Task.Delay(AskAgain, world.OutsideTime));
                }

                if (
                    answer.IsCompletedSuccessfully
                    || (answer.IsFaulted && !new CampaignTasks.Storage.StorageErrors().IsTransient(answer.Exception.InnerException!))
                )
                {
                    AnsweredBy = process.Number;
                    return await answer;
                }
            }

            await Task.Delay(AskAgain, world.OutsideTime);
        }
    }
}
