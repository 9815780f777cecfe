namespace CampaignTasks.Api.Functions;

/// <summary>Calls queue functions for whichever host took a message. Thread-safe.</summary>
internal sealed class QueueRunner(IServiceScopeFactory scopes)
{
    /// <summary>Calls a function with a message; what it throws means that the message is to come again.</summary>
    public async Task RunAsync(QueueFunction function, string message, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await function.Create(scope.ServiceProvider).RunAsync(message, cancellationToken);
    }
}
