namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>Lets callers in the owner's process hear of a change instead of asking for it.</summary>
internal sealed class CompletionSignals
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (TaskCompletionSource Source, int Listeners)> _waiting = new(StringComparer.Ordinal);

    /// <summary>Listens from now on. Read the state after this call and before waiting, or a change in between is missed.</summary>
    public Listener Listen(string instanceId)
    {
        lock (_gate)
        {
            var (source, listeners) = _waiting.GetValueOrDefault(instanceId);
            source ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting[instanceId] = (source, listeners + 1);
            return new(this, instanceId, source);
        }
    }

    public void Signal(string instanceId)
    {
        lock (_gate)
            if (_waiting.Remove(instanceId, out var entry))
                entry.Source.TrySetResult();
    }

    private void Leave(Listener listener)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(listener.InstanceId, out var entry) || entry.Source != listener.Source) return;
            if (entry.Listeners == 1) _waiting.Remove(listener.InstanceId);
            else _waiting[listener.InstanceId] = (entry.Source, entry.Listeners - 1);
        }
    }

    internal sealed class Listener(CompletionSignals signals, string instanceId, TaskCompletionSource source) : IDisposable
    {
        public string InstanceId { get; } = instanceId;

        public TaskCompletionSource Source { get; } = source;

        public Task Changed => Source.Task;

        public void Dispose() => signals.Leave(this);
    }
}
