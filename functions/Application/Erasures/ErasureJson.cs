using System.Text.Json.Serialization;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Application.Erasures;

/// <summary>The JSON format of subjects before encryption. It is stored: add optional members, never rename one.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ErasedPerson))]
internal sealed partial class ErasureJson : JsonSerializerContext;
