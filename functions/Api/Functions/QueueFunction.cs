using CampaignTasks.Application.Configuration;
using CampaignTasks.Application.Functions;

namespace CampaignTasks.Api.Functions;

/// <summary>Something done for each message of a queue, as a row of the <see cref="FunctionCatalog"/>.</summary>
/// <param name="Name">Its name on every host; unique, ignoring case.</param>
/// <param name="Queue">The queue's name, from the settings.</param>
/// <param name="Create">Takes it from the services.</param>
internal sealed record QueueFunction(string Name, Func<AppOptions, string> Queue, Func<IServiceProvider, IQueueFunction> Create)
{
    /// <summary>A queue function, named by its class.</summary>
    public static QueueFunction From<T>(Func<AppOptions, string> queue)
        where T : class, IQueueFunction => new(typeof(T).Name, queue, services => services.GetRequiredService<T>());
}
