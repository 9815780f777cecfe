namespace CampaignTasks.Simulation.Machinery;

/// <summary>
/// The threads that one process believes to have: all its work is queued at the loop. Once dead, nothing of it runs any more.
/// </summary>
internal sealed class ProcessThreads(Loop loop) : TaskScheduler
{
    private readonly List<Action> _thawing = [];
    private bool _frozen;

    public bool IsDead { get; private set; }

    public Loop Loop => loop;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Nothing of it runs again, not even what is under way.</summary>
    public void Die() => IsDead = true;

    /// <summary>Nothing of it runs until it is thawed: the machine is suspended, or a debugger or a hypervisor holds it.</summary>
    public void Freeze() => _frozen = true;

    public void Thaw()
    {
        _frozen = false;
        foreach (var action in _thawing.ToList())
        {
            action();
        }

        _thawing.Clear();
    }

    /// <summary>Begins work that continues here after every wait.</summary>
    public Task<T> Begin<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <inheritdoc cref="Begin{T}(Func{Task{T}})"/>
    public Task Begin(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>Runs a piece of work that the loop has chosen.</summary>
    public void Run(Task task)
    {
        if (!Holds(() => QueueTask(task)))
        {
            TryExecuteTask(task);
        }
    }

    /// <summary>Whether something must not run now: never again, or only after the thaw.</summary>
    public bool Holds(Action later)
    {
        if (_frozen && !IsDead)
        {
            _thawing.Add(later);
        }

        return IsDead || _frozen;
    }

    protected override void QueueTask(Task task)
    {
        if (!IsDead)
        {
            loop.Add(this, task);
        }
    }

    // Never inside whoever completes what it waited for: there it could not be chosen.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
