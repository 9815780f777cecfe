using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Durable;

/// <summary>
/// Which class answers to which name. Filled at start-up, one line per class (no scanning), and only read afterwards. Names compare
/// ignoring case.
/// </summary>
public sealed class DurableTaskRegistry
{
    private readonly Dictionary<string, Func<IServiceProvider, ITaskOrchestrator>> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Func<IServiceProvider, ITaskActivity>> _activities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of all orchestrators.</summary>
    public IReadOnlyCollection<string> Orchestrators => _orchestrators.Keys;

    /// <summary>The names of all activities.</summary>
    public IReadOnlyCollection<string> Activities => _activities.Keys;

    /// <summary>Registers an orchestrator class; its constructor is given services.</summary>
    /// <typeparam name="TOrchestrator">The class.</typeparam>
    /// <param name="name">Its name. Default: that of <see cref="DurableTaskAttribute"/>, else the class name.</param>
    /// <exception cref="ArgumentException">The name is taken or starts with <c>@</c>.</exception>
    public DurableTaskRegistry AddOrchestrator<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TOrchestrator>(TaskName name = default)
        where TOrchestrator : class, ITaskOrchestrator
    {
        var create = ActivatorUtilities.CreateFactory<TOrchestrator>([]);
        return AddOrchestrator(NameOf(typeof(TOrchestrator), name), services => create(services, null));
    }

    /// <summary>Registers an orchestrator by the way it is made, once per turn.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="create">Makes one.</param>
    /// <exception cref="ArgumentException">The name is missing, taken or starts with <c>@</c>.</exception>
    public DurableTaskRegistry AddOrchestrator(TaskName name, Func<IServiceProvider, ITaskOrchestrator> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Add(_orchestrators, name, create);
        return this;
    }

    /// <summary>Registers an activity class; its constructor is given services.</summary>
    /// <typeparam name="TActivity">The class.</typeparam>
    /// <param name="name">Its name. Default: that of <see cref="DurableTaskAttribute"/>, else the class name.</param>
    /// <exception cref="ArgumentException">The name is taken or starts with <c>@</c>.</exception>
    public DurableTaskRegistry AddActivity<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TActivity>(TaskName name = default)
        where TActivity : class, ITaskActivity
    {
        var create = ActivatorUtilities.CreateFactory<TActivity>([]);
        return AddActivity(NameOf(typeof(TActivity), name), services => create(services, null));
    }

    /// <summary>Registers an activity by the way it is made, once per run.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="create">Makes one from the services of the run's own scope.</param>
    /// <exception cref="ArgumentException">The name is missing, taken or starts with <c>@</c>.</exception>
    public DurableTaskRegistry AddActivity(TaskName name, Func<IServiceProvider, ITaskActivity> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Add(_activities, name, create);
        return this;
    }

    /// <summary>Makes the orchestrator of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="services">What its constructor needs.</param>
    /// <returns>Null if the name is unknown.</returns>
    public ITaskOrchestrator? CreateOrchestrator(TaskName name, IServiceProvider services) =>
        _orchestrators.TryGetValue(name.Name, out var create) ? create(services) : null;

    /// <summary>Makes the activity of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="services">What its constructor needs.</param>
    /// <returns>Null if the name is unknown.</returns>
    public ITaskActivity? CreateActivity(TaskName name, IServiceProvider services) =>
        _activities.TryGetValue(name.Name, out var create) ? create(services) : null;

    private static TaskName NameOf(Type type, TaskName given) =>
        given == default ? type.GetCustomAttribute<DurableTaskAttribute>()?.Name ?? new TaskName(type.Name) : given;

    private static void Add<T>(Dictionary<string, T> known, TaskName name, T create)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name.Name, nameof(name));
        if (name.Name[0] == '@') throw new ArgumentException("A name cannot start with '@'.", nameof(name));
        if (!known.TryAdd(name.Name, create)) throw new ArgumentException($"The name '{name}' is registered already.", nameof(name));
    }
}
