using CampaignTasks.Application.Functions;
using NCrontab;

namespace CampaignTasks.Api.Functions;

/// <summary>A timer function, as a row of the <see cref="FunctionCatalog"/>.</summary>
/// <param name="Name">Its name on every host; unique, ignoring case.</param>
/// <param name="Expression">
/// Its schedule in UTC: second, minute, hour, day, month and day of the week, as in timer triggers of Azure Functions.
/// </param>
/// <param name="Create">Resolves it from the services.</param>
/// <exception cref="CrontabException">The expression is not a valid schedule.</exception>
internal sealed record TimerFunction(string Name, string Expression, Func<IServiceProvider, ITimerFunction> Create)
{
    /// <summary>Gets the parsed expression. Its text is not the expression: it lists every value.</summary>
    public CrontabSchedule Schedule { get; } = CrontabSchedule.Parse(Expression, new() { IncludingSeconds = true });

    /// <summary>Creates the row of a timer function, named after its class.</summary>
    public static TimerFunction From<T>(string expression)
        where T : class, ITimerFunction => new(typeof(T).Name, expression, services => services.GetRequiredService<T>());
}
