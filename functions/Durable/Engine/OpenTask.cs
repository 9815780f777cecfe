namespace CampaignTasks.Durable.Engine;

/// <summary>A wait of the orchestrator that a history event will end.</summary>
internal interface IOpenTask
{
    /// <summary>Ends the wait with a value; the orchestrator goes on inside this call.</summary>
    /// <param name="json">The value's JSON, or null.</param>
    void Complete(string? json);

    /// <summary>Ends the wait with a failure; the orchestrator goes on inside this call.</summary>
    /// <param name="failure">What happened.</param>
    void Fail(TaskFailureDetails failure);
}

/// <summary>
/// The promise behind one call, timer or event wait. Its continuations run inline, on the orchestrator's thread, in the order of their
/// registration: that is what makes history order the order of execution.
/// </summary>
/// <param name="turn">Counts what is open.</param>
/// <param name="name">The activity, child or event, for messages.</param>
/// <param name="id">The id of the action, or −1 for an event wait.</param>
internal sealed class OpenTask<T>(Turn turn, string name, int id) : TaskCompletionSource<T>, IOpenTask
{
    private CancellationTokenRegistration _registration;

    public void Complete(string? json)
    {
        Close();
        T? value;
        try
        {
            value = typeof(T) == typeof(TaskOrchestrationContext.Unread) ? default : turn.Converter.Deserialize<T>(json);
        }
        catch (Exception unreadable)
        {
            // The payload does not fit the code: that is the caller's failure to handle, at its await.
            SetFailure(unreadable);
            return;
        }

        TrySetResult(value!);
    }

    public void Fail(TaskFailureDetails failure)
    {
        Close();
        SetFailure(new TaskFailedException(name, id, failure));
    }

    /// <summary>Lets the orchestrator's own token end the wait.</summary>
    /// <param name="forget">Removes the wait from where events would find it.</param>
    /// <param name="cancellationToken">The token.</param>
    public void CancelBy(Action? forget, CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled) return;
        _registration = cancellationToken.UnsafeRegister(
            (_, token) =>
            {
                if (!turn.Thread.IsCurrent)
                {
                    turn.Thread.ReportForeign("a cancellation from another thread");
                    return;
                }

                if (Task.IsCompleted) return;
                forget?.Invoke();
                turn.OpenTasks--;
                TrySetCanceled(token);
            },
            null);
    }

    private void Close()
    {
        _registration.Dispose();
        if (!Task.IsCompleted) turn.OpenTasks--;
    }

    private void SetFailure(Exception failure)
    {
        TrySetException(failure);
        // Looked at, so that a result nobody awaits is no "unobserved exception" of the process.
        _ = Task.Exception;
    }
}
