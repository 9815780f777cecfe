namespace CampaignTasks.Application.Functions;

/// <summary>
/// Something done for each message of a queue. What it throws makes the message come again, five times in all; then it is set aside on the poison
/// queue. A message may come twice: doing it twice must do no harm.
/// </summary>
internal interface IQueueFunction
{
    Task RunAsync(string message, CancellationToken cancellationToken);
}
