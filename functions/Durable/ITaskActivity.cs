namespace CampaignTasks.Durable;

/// <summary>
/// An activity with its types erased, as the engine calls it. Derive from <see cref="TaskActivity{TInput, TOutput}"/> instead of
/// implementing this.
/// </summary>
public interface ITaskActivity
{
    /// <summary>The type the scheduled JSON input is read as. The JSON contexts must know it.</summary>
    Type InputType { get; }

    /// <summary>The type the result is written as. The JSON contexts must know it.</summary>
    Type OutputType { get; }

    /// <summary>Runs the activity once.</summary>
    /// <param name="context">Who asked.</param>
    /// <param name="input">The input, of <see cref="InputType"/>, or null.</param>
    Task<object?> RunAsync(TaskActivityContext context, object? input);
}

/// <summary>
/// Base of all activities: the place for I/O and other effects. An activity runs <b>at least once</b>: after a crash it runs again with the
/// same input, so its effects need a key taken from that input.
/// </summary>
/// <remarks>A new object is made for every run, in its own service scope.</remarks>
/// <typeparam name="TInput">The input; a wire format, so only add optional members to it.</typeparam>
/// <typeparam name="TOutput">The result; a wire format too, kept in the history: return small things.</typeparam>
public abstract class TaskActivity<TInput, TOutput> : ITaskActivity
{
    Type ITaskActivity.InputType => typeof(TInput);

    Type ITaskActivity.OutputType => typeof(TOutput);

    async Task<object?> ITaskActivity.RunAsync(TaskActivityContext context, object? input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await RunAsync(context, input is null ? default! : (TInput)input);
    }

    /// <summary>
    /// The activity. What it returns reaches the orchestrator's await; what it throws arrives there as <see cref="TaskFailedException"/>.
    /// </summary>
    /// <param name="context">Who asked.</param>
    /// <param name="input">The input given by the orchestrator, or <c>default</c> if none was.</param>
    public abstract Task<TOutput> RunAsync(TaskActivityContext context, TInput input);
}
