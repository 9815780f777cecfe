using CampaignTasks.Api.Functions.Timers;

namespace CampaignTasks.Api.Functions;

/// <summary>Something done at set times, as a row of the <see cref="FunctionCatalog"/>.</summary>
/// <param name="Name">Its name on every host; unique, ignoring case.</param>
/// <param name="Schedule">Six fields in UTC, seconds first, as Functions' timers read them.</param>
/// <param name="Create">Takes it from the services.</param>
internal sealed record TimerFunction(string Name, string Schedule, Func<IServiceProvider, ITimerFunction> Create)
{
    /// <summary>A timer function, named by its class.</summary>
    public static TimerFunction Of<T>(string schedule)
        where T : class, ITimerFunction => new(typeof(T).Name, schedule, services => services.GetRequiredService<T>());
}
