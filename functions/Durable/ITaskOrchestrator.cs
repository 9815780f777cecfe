namespace CampaignTasks.Durable;

/// <summary>
/// An orchestrator with its types erased, as the engine calls it. Derive from <see cref="TaskOrchestrator{TInput, TOutput}"/> instead of
/// implementing this.
/// </summary>
public interface ITaskOrchestrator
{
    /// <summary>The type the instance's JSON input is read as. The JSON contexts must know it.</summary>
    Type InputType { get; }

    /// <summary>The type the result is written as. The JSON contexts must know it.</summary>
    Type OutputType { get; }

    /// <summary>Runs or replays the orchestrator from its start.</summary>
    /// <param name="context">What the orchestrator may see and call.</param>
    /// <param name="input">The input, of <see cref="InputType"/>, or null.</param>
    Task<object?> RunAsync(TaskOrchestrationContext context, object? input);
}

/// <summary>
/// Base of all orchestrators. The code is run again from its start on every turn, with the recorded results given back to it, so it must be
/// deterministic: no clock, chance, I/O, environment or threads of its own, and it awaits only what the context returns.
/// </summary>
/// <remarks>A new object is made for every turn; fields keep nothing from one turn to the next.</remarks>
/// <typeparam name="TInput">The input; a wire format, so only add optional members to it.</typeparam>
/// <typeparam name="TOutput">The result; a wire format too.</typeparam>
public abstract class TaskOrchestrator<TInput, TOutput> : ITaskOrchestrator
{
    Type ITaskOrchestrator.InputType => typeof(TInput);

    Type ITaskOrchestrator.OutputType => typeof(TOutput);

    async Task<object?> ITaskOrchestrator.RunAsync(TaskOrchestrationContext context, object? input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await RunAsync(context, input is null ? default! : (TInput)input);
    }

    /// <summary>
    /// The orchestrator. What it returns is the instance's output; what it throws makes the instance failed, with the exception as
    /// <see cref="TaskFailureDetails"/>.
    /// </summary>
    /// <param name="context">What the orchestrator may see and call.</param>
    /// <param name="input">The input given at the start, or <c>default</c> if none was.</param>
    public abstract Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input);
}
