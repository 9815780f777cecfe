using System.Text.Json.Serialization;
using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Domain.Tasks;

/// <summary>The JSON that hashes of plans are made of.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TaskPlan))]
[JsonSerializable(typeof(Audience))]
internal sealed partial class PlanJson : JsonSerializerContext;
