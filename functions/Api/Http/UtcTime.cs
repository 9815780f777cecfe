using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CampaignTasks.Domain.Time;

namespace CampaignTasks.Api.Http;

/// <summary>Times as RFC 3339 in UTC with a Z.</summary>
internal sealed class UtcTime : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        CampaignTasks.Domain.Time.Instants.TryParse(reader.GetString(), out var time) ? time : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(TextOf(value));

    public static string TextOf(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
