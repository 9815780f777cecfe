using System.Text.Json;
using System.Text.Json.Serialization;

namespace CampaignTasks.Durable;

/// <summary>Settings of the engine that must be the same wherever an instance runs.</summary>
public sealed class DurableTaskOptions
{
    /// <summary>
    /// The JSON of everything that crosses the durable boundary. Add each project's source-generated context to
    /// <see cref="JsonSerializerOptions.TypeInfoResolverChain"/>; strings, numbers, dates, GUIDs and JSON nodes are known already.
    /// </summary>
    /// <value>Default: web defaults (camel case, case-insensitive reading). Settings of the contexts themselves are not used.</value>
    public JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolverChain = { WellKnownJsonContext.Default },
    };

    /// <summary>
    /// The longest single timer; a longer wait becomes a chain. It is part of the determinism contract: never change it while instances
    /// wait.
    /// </summary>
    /// <value>Default 3 days, as every Durable host allows.</value>
    public TimeSpan MaximumTimerInterval { get; set; } = TimeSpan.FromDays(3);
}

/// <summary>The types every orchestration may use without a context of its own.</summary>
[JsonSerializable(typeof(object))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(decimal))]
[JsonSerializable(typeof(Guid))]
[JsonSerializable(typeof(DateTime))]
[JsonSerializable(typeof(DateTimeOffset))]
[JsonSerializable(typeof(DateOnly))]
[JsonSerializable(typeof(TimeSpan))]
[JsonSerializable(typeof(byte[]))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(int[]))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(List<int>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonNode))]
internal sealed partial class WellKnownJsonContext : JsonSerializerContext;
