using System.Text.Json;
using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Automations;

/// <summary>The JSON by which plans are compared.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AutomationPlan))]
internal sealed partial class AutomationPlanJson : JsonSerializerContext
{
    internal static byte[] Write(AutomationPlan plan) => JsonSerializer.SerializeToUtf8Bytes(plan, Default.AutomationPlan);
}
