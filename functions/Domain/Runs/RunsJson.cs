using System.Text.Json.Serialization;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Domain.Runs;

/// <summary>What orchestrations of this domain store and exchange. A wire format: add optional members, never rename.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(TaskRef))]
[JsonSerializable(typeof(TaskStep))]
[JsonSerializable(typeof(RunRef))]
[JsonSerializable(typeof(RunPlan))]
[JsonSerializable(typeof(RunProgress))]
[JsonSerializable(typeof(RunOrder))]
[JsonSerializable(typeof(RunEnd))]
[JsonSerializable(typeof(RunTrouble))]
[JsonSerializable(typeof(LaneTurn))]
[JsonSerializable(typeof(LaneWork))]
[JsonSerializable(typeof(LaneProgress))]
[JsonSerializable(typeof(LaneState))]
[JsonSerializable(typeof(ImportRef))]
[JsonSerializable(typeof(ImportStep))]
[JsonSerializable(typeof(ErasureWalk))]
[JsonSerializable(typeof(ErasureStep))]
[JsonSerializable(typeof(bool))]
public sealed partial class RunsJson : JsonSerializerContext;
