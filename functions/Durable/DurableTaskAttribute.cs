namespace CampaignTasks.Durable;

/// <summary>Names an orchestrator or activity class for the registry. Without it the name is the class name.</summary>
/// <param name="name">The name under which instances and histories know the class; never change it while instances run.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DurableTaskAttribute(string name) : Attribute
{
    /// <summary>The registered name.</summary>
    public TaskName Name { get; } = name;
}
