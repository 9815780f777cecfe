using System.Text.Json;
using System.Text.Json.Serialization;

namespace CampaignTasks.Domain;

/// <summary>A converter that writes an enum as its camelCase name and reads it the same way; numbers are refused.</summary>
/// <typeparam name="T">The enum.</typeparam>
public sealed class EnumNameConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
