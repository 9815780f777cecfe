using CampaignTasks.Api.Functions;
using Microsoft.Azure.Functions.Worker;

namespace CampaignTasks.Worker.Queues;

/// <summary>The triggers of the catalog's queue functions.</summary>
internal sealed class QueueFunctions(QueueRunner runner)
{
    [Function(nameof(DeliveryReports))]
    public Task DeliveryReports([QueueTrigger($"%{EventsQueue.Setting}%")] string message, CancellationToken cancellationToken) =>
        RunAsync(nameof(DeliveryReports), message, cancellationToken);

    [Function(nameof(WebhookDeliveries))]
    public Task WebhookDeliveries([QueueTrigger($"%{WebhooksQueue.Setting}%")] string message, CancellationToken cancellationToken) =>
        RunAsync(nameof(WebhookDeliveries), message, cancellationToken);

    private Task RunAsync(string name, string message, CancellationToken cancellationToken) =>
        runner.RunAsync(FunctionCatalog.Queues.Single(row => row.Name == name), message, cancellationToken);
}
