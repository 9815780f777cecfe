using CampaignTasks.Application.Configuration;
using Microsoft.Extensions.Configuration;

namespace CampaignTasks.Worker.Queues;

/// <summary>
/// The setting that names the queue of events on their way to webhooks: a plain name, for the reason of <see cref="EventsQueue"/>.
/// </summary>
internal static class WebhooksQueue
{
    public const string Setting = "CampaignTasksWebhooksQueue";

    /// <summary>Copies the name into the app's options.</summary>
    public static Action<AppOptions> Read(IConfiguration configuration) =>
        options =>
        {
            if (configuration[Setting] is { Length: > 0 } name)
            {
                options.WebhooksQueue = name;
            }
        };
}
