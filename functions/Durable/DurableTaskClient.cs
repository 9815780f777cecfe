namespace CampaignTasks.Durable;

/// <summary>
/// Starts, signals and looks at orchestration instances. Thread safe. Member names are those of Microsoft.DurableTask's client; the
/// differences: cancellation tokens are required, and missing or finished instances have exceptions of their own.
/// </summary>
public abstract class DurableTaskClient
{
    /// <summary>Starts an instance. Accepted means durable: it runs even if the process dies now.</summary>
    /// <param name="orchestratorName">The orchestrator. Whether it exists is found out when the instance runs.</param>
    /// <param name="input">The input, or null.</param>
    /// <param name="options">Id, time, version, tags.</param>
    /// <param name="cancellationToken">Stops waiting for the acceptance.</param>
    /// <returns>The instance's id.</returns>
    /// <exception cref="OrchestrationAlreadyExistsException">The id is in use by an instance that has not finished.</exception>
    /// <exception cref="ArgumentException">The name is missing or the id breaks the rules.</exception>
    public abstract Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input, StartOrchestrationOptions? options, CancellationToken cancellationToken);

    /// <summary>Starts an instance under a random id.</summary>
    /// <param name="orchestratorName">The orchestrator.</param>
    /// <param name="input">The input, or null.</param>
    /// <param name="cancellationToken">Stops waiting for the acceptance.</param>
    /// <returns>The instance's id.</returns>
    public Task<string> ScheduleNewOrchestrationInstanceAsync(TaskName orchestratorName, object? input, CancellationToken cancellationToken) =>
        ScheduleNewOrchestrationInstanceAsync(orchestratorName, input, null, cancellationToken);

    /// <summary>Raises an external event. Events of one caller arrive in the order in which the calls returned.</summary>
    /// <param name="instanceId">The receiver.</param>
    /// <param name="eventName">The event; names compare ignoring case.</param>
    /// <param name="eventPayload">The payload, or null.</param>
    /// <param name="cancellationToken">Stops waiting for the acceptance.</param>
    /// <exception cref="OrchestrationNotFoundException">No such instance.</exception>
    /// <exception cref="OrchestrationFinishedException">The instance has finished.</exception>
    public abstract Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload, CancellationToken cancellationToken);

    /// <summary>Holds an instance: it keeps what arrives and starts nothing new until resumed.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="reason">Kept in the history.</param>
    /// <param name="cancellationToken">Stops waiting for the acceptance.</param>
    /// <exception cref="OrchestrationNotFoundException">No such instance.</exception>
    /// <exception cref="OrchestrationFinishedException">The instance has finished.</exception>
    public abstract Task SuspendInstanceAsync(string instanceId, string? reason, CancellationToken cancellationToken);

    /// <summary>Lets a suspended instance go on.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="reason">Kept in the history.</param>
    /// <param name="cancellationToken">Stops waiting for the acceptance.</param>
    /// <exception cref="OrchestrationNotFoundException">No such instance.</exception>
    /// <exception cref="OrchestrationFinishedException">The instance has finished.</exception>
    public abstract Task ResumeInstanceAsync(string instanceId, string? reason, CancellationToken cancellationToken);

    /// <summary>Ends an instance, also a suspended one. Activities under way finish unheard; children are not ended.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="output">Becomes the instance's output.</param>
    /// <param name="cancellationToken">Stops waiting for the acceptance.</param>
    /// <exception cref="OrchestrationNotFoundException">No such instance.</exception>
    /// <exception cref="OrchestrationFinishedException">The instance has finished.</exception>
    public abstract Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellationToken);

    /// <summary>Looks at an instance.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="getInputsAndOutputs">Also reads input, output, custom status and failure.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Null if there is no such instance.</returns>
    public abstract Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs, CancellationToken cancellationToken);

    /// <summary>Lists instances, newest or oldest first as the store keeps them.</summary>
    /// <param name="filter">Which; null: all.</param>
    public abstract AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter);

    /// <summary>Waits until an instance has started or finished.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="getInputsAndOutputs">Also reads input, output, custom status and failure.</param>
    /// <param name="cancellationToken">Ends the wait; give it a deadline.</param>
    /// <exception cref="OrchestrationNotFoundException">No such instance.</exception>
    public abstract Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs, CancellationToken cancellationToken);

    /// <summary>Waits until an instance has finished.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="getInputsAndOutputs">Also reads input, output, custom status and failure.</param>
    /// <param name="cancellationToken">Ends the wait; give it a deadline.</param>
    /// <exception cref="OrchestrationNotFoundException">No such instance.</exception>
    public abstract Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs, CancellationToken cancellationToken);

    /// <summary>Deletes a finished instance with its history.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="cancellationToken">Stops the deletion between two steps; it can be repeated.</param>
    /// <returns>A count of 1, or 0 if there is no such finished instance.</returns>
    public abstract Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Deletes finished instances with their histories.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Stops the deletion between two instances; it can be repeated.</param>
    public abstract Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellationToken);
}
