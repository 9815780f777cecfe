using CampaignTasks.Application.Functions;
using NCrontab;

namespace CampaignTasks.Api.Functions;

/// <summary>Something done at set times, as a row of the <see cref="FunctionCatalog"/>.</summary>
/// <param name="Name">Its name on every host; unique, ignoring case.</param>
/// <param name="Expression">When: second, minute, hour, day, month and day of the week, in UTC, as timer triggers of Azure Functions have it.</param>
/// <param name="Create">Takes it from the services.</param>
/// <exception cref="CrontabException">The expression is no such schedule.</exception>
internal sealed record TimerFunction(string Name, string Expression, Func<IServiceProvider, ITimerFunction> Create)
{
    /// <summary>The expression, read. Its text is not the expression: it spells every value out.</summary>
    public CrontabSchedule Schedule { get; } = CrontabSchedule.Parse(Expression, new() { IncludingSeconds = true });

    /// <summary>A timer function, named by its class.</summary>
    public static TimerFunction From<T>(string expression)
        where T : class, ITimerFunction => new(typeof(T).Name, expression, services => services.GetRequiredService<T>());
}
