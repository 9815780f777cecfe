using CampaignTasks.Application.Configuration;
using CampaignTasks.Application.Functions;

namespace CampaignTasks.Api.Functions;

/// <summary>A queue function, as a row of the <see cref="FunctionCatalog"/>.</summary>
/// <param name="Name">Its name on every host; unique, ignoring case.</param>
/// <param name="Queue">The queue's name, from the settings.</param>
/// <param name="Create">Resolves it from the services.</param>
internal sealed record QueueFunction(string Name, Func<AppOptions, string> Queue, Func<IServiceProvider, IQueueFunction> Create)
{
    /// <summary>Creates the row of a queue function, named after its class.</summary>
    public static QueueFunction From<T>(Func<AppOptions, string> queue)
        where T : class, IQueueFunction => new(typeof(T).Name, queue, services => services.GetRequiredService<T>());
}
