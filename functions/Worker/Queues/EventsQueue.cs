using CampaignTasks.Application.Configuration;
using Microsoft.Extensions.Configuration;

namespace CampaignTasks.Worker.Queues;

/// <summary>
/// The setting that names the queue of providers' events. Trigger, scale controller and app read the same one, by a plain name: in
/// configuration the host turns two underscores into a colon and would not find a name that contains them.
/// </summary>
internal static class EventsQueue
{
    public const string Setting = "CampaignTasksEventsQueue";

    /// <summary>Copies the name into the app's options.</summary>
    public static Action<AppOptions> Read(IConfiguration configuration) =>
        options =>
        {
            if (configuration[Setting] is { Length: > 0 } name)
            {
                options.EventsQueue = name;
            }
        };
}
