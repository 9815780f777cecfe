namespace CampaignTasks.Durable;

/// <summary>
/// The name of an orchestrator or activity. Names are compared ignoring case, because the protocol does.
/// <c>default</c> means "no name given" and is refused where a name is needed.
/// </summary>
/// <remarks>Differs from Microsoft.DurableTask: names carry no version (a version belongs to the instance) and compare ignoring case.</remarks>
/// <param name="name">The name; must not start with <c>@</c>, which the protocol keeps for entities.</param>
public readonly struct TaskName(string name) : IEquatable<TaskName>
{
    /// <summary>The name, or the empty string for <c>default</c>.</summary>
    public string Name => name ?? string.Empty;

    /// <summary>A string is a task name.</summary>
    /// <param name="value">The name.</param>
    public static implicit operator TaskName(string value) => FromString(value);

    /// <summary>Ordinal comparison ignoring case.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">Another name.</param>
    public static bool operator ==(TaskName left, TaskName right) => left.Equals(right);

    /// <summary>Ordinal comparison ignoring case.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">Another name.</param>
    public static bool operator !=(TaskName left, TaskName right) => !left.Equals(right);

    /// <summary>The named twin of the conversion from a string.</summary>
    /// <param name="value">The name; null or empty gives <c>default</c>.</param>
    public static TaskName FromString(string value) => string.IsNullOrEmpty(value) ? default : new(value);

    /// <inheritdoc/>
    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
