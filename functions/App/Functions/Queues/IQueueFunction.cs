namespace CampaignTasks.App.Functions.Queues;

/// <summary>
/// Something done for each message of a queue. What it throws makes the message come again, five times in all; then it is set aside on the poison
/// queue. A message may come twice: doing it twice must do no harm.
/// </summary>
internal interface IQueueFunction
{
    Task RunAsync(string message, CancellationToken cancellationToken);
}

/// <summary>A queue of this deployment, by the setting that names it.</summary>
/// <param name="Setting">The environment's name of the setting, as <c>function.json</c> refers to it.</param>
/// <param name="Of">The name, from the settings.</param>
internal sealed record QueueName(string Setting, Func<AppOptions, string> Of)
{
    /// <summary>What providers' clouds report.</summary>
    public static QueueName Events { get; } = new(
        "CampaignTasks__EventsQueue", options => options.EventsQueue is { Length: > 0 } name ? name : $"{options.HubName.ToLowerInvariant()}-events");
}
