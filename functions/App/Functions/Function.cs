using System.Diagnostics.CodeAnalysis;
using CampaignTasks.App.Functions.Queues;
using CampaignTasks.App.Functions.Timers;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NCrontab;

namespace CampaignTasks.App.Functions;

/// <summary>A row of the <see cref="FunctionCatalog"/>.</summary>
internal abstract record Function
{
    private Function(string name) => Name = name;

    /// <summary>Its name on every host; unique, ignoring case.</summary>
    public string Name { get; }

    /// <summary>Requests of the public, forwarded as they are.</summary>
    /// <param name="Name">As in <see cref="Function"/>.</param>
    /// <param name="Route">The route after the prefix <c>api</c>.</param>
    public sealed record Http(string Name, string Route) : Function(Name);

    /// <summary>An orchestrator of the engine.</summary>
    /// <param name="Name">Its registered name.</param>
    public sealed record Orchestrator(string Name) : Function(Name);

    /// <summary>An activity of the engine.</summary>
    /// <param name="Name">Its registered name.</param>
    public sealed record Activity(string Name) : Function(Name);

    /// <summary>Something done at set times.</summary>
    /// <param name="Name">As in <see cref="Function"/>.</param>
    /// <param name="Expression">When: second, minute, hour, day, month and day of the week, in UTC, as timer triggers of Azure Functions have it.</param>
    /// <param name="Create">Takes it from the services.</param>
    /// <param name="Register">Adds it to the services, unless it is there.</param>
    /// <exception cref="CrontabException">The expression is no such schedule.</exception>
    public sealed record Timer(string Name, string Expression, Func<IServiceProvider, ITimerFunction> Create, Action<IServiceCollection> Register)
        : Function(Name)
    {
        /// <summary>The expression, read. Its text is not the expression: it spells every value out.</summary>
        public CrontabSchedule Schedule { get; } = CrontabSchedule.Parse(Expression, new() { IncludingSeconds = true });
    }

    /// <summary>Messages of a queue, one at a time.</summary>
    /// <param name="Name">As in <see cref="Function"/>.</param>
    /// <param name="Source">Which queue.</param>
    /// <param name="Create">Takes it from the services.</param>
    /// <param name="Register">Adds it to the services, unless it is there.</param>
    public sealed record Queue(string Name, QueueName Source, Func<IServiceProvider, IQueueFunction> Create, Action<IServiceCollection> Register)
        : Function(Name);

    /// <summary>
    /// Is told where orchestrations are managed: when the app starts, and every five minutes, since the key may change. Only a Functions host calls it.
    /// </summary>
    /// <param name="Name">As in <see cref="Function"/>.</param>
    public sealed record Endpoint(string Name) : Function(Name);

    /// <summary>A timer function, named by its class.</summary>
    /// <param name="expression">As in <see cref="Timer"/>.</param>
    public static Timer TimerOf<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(string expression)
        where T : class, ITimerFunction =>
        new(typeof(T).Name, expression, services => services.GetRequiredService<T>(), services => services.TryAddSingleton<T>());

    /// <summary>A queue function, named by its class.</summary>
    public static Queue QueueOf<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(QueueName source)
        where T : class, IQueueFunction =>
        new(typeof(T).Name, source, services => services.GetRequiredService<T>(), services => services.TryAddSingleton<T>());
}
