using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;

namespace CampaignTasks.Domain.Time;

/// <summary>Writes dates as a list of <c>2026-12-01</c>.</summary>
public sealed class LocalDatesConverter : JsonConverter<IReadOnlyList<LocalDate>>
{
    private static readonly LocalDateConverter Each = new();

    /// <inheritdoc/>
    /// <exception cref="JsonException">It is no list of dates.</exception>
    public override IReadOnlyList<LocalDate> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        List<LocalDate> dates = [];
        for (JsonLists.Enter(ref reader); reader.Read() && reader.TokenType is not JsonTokenType.EndArray; )
        {
            dates.Add(Each.Read(ref reader, typeof(LocalDate), options));
        }

        return dates;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<LocalDate> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var date in value)
        {
            Each.Write(writer, date, options);
        }

        writer.WriteEndArray();
    }
}
