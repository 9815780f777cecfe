namespace CampaignTasks.Api.Functions;

/// <summary>A runner of queue functions for all hosts. Thread-safe.</summary>
internal sealed class QueueRunner(IServiceScopeFactory scopes)
{
    /// <summary>Calls a function with a message; an exception means that the message must be delivered again.</summary>
    public async Task RunAsync(QueueFunction function, string message, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await function.Create(scope.ServiceProvider).RunAsync(message, cancellationToken);
    }
}
