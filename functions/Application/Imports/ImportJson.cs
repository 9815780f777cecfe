using System.Text.Json.Serialization;
using CampaignTasks.Application.Contacts;
using CampaignTasks.Application.Orders;

namespace CampaignTasks.Application.Imports;

/// <summary>The records of imports, in the form that the API takes one by one.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ContactRequest))]
[JsonSerializable(typeof(OrderRequest))]
internal sealed partial class ImportJson : JsonSerializerContext;
