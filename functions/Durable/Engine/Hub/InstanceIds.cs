namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>The one door through which instance ids come in.</summary>
internal static class InstanceIds
{
    /// <exception cref="ArgumentException">The id breaks the rules of <see cref="StartOrchestrationOptions"/>.</exception>
    public static string Check(string instanceId)
    {
        ArgumentNullException.ThrowIfNull(instanceId);
        return IsValid(instanceId) ? instanceId : throw new ArgumentException(
            @"An instance id has 1 to 100 characters, does not start with '@' and holds no / \ # ? and no control character.", nameof(instanceId));
    }

    public static bool IsValid(string instanceId) =>
        instanceId is { Length: >= 1 and <= 100 } && instanceId[0] != '@' && instanceId.AsSpan().IndexOfAny(@"/\#?") < 0 && !instanceId.Any(char.IsControl);
}
