namespace CampaignTasks.Application.Functions;

/// <summary>
/// A function called for each message of a queue. When it throws, the message is delivered again, five times in all; then it is moved to
/// the poison queue. A message may be delivered twice: handling it twice must do no harm.
/// </summary>
internal interface IQueueFunction
{
    Task RunAsync(string message, CancellationToken cancellationToken);
}
