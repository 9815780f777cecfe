using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;

namespace CampaignTasks.Domain.Schedules;

/// <summary>A set of weekdays. On the wire a list of their lower-case English names, Monday first.</summary>
[Flags]
[JsonConverter(typeof(WeekdaysConverter))]
public enum Weekdays
{
    None = 0,
    Monday = 1,
    Tuesday = 2,
    Wednesday = 4,
    Thursday = 8,
    Friday = 16,
    Saturday = 32,
    Sunday = 64,
    All = 127,
}

/// <summary>Weekdays by their names and in sets.</summary>
public static class WeekdaySets
{
    private static readonly string[] Names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>All names, for messages.</summary>
    internal static string AllNames { get; } = string.Join(", ", Names);

    public static bool Includes(this Weekdays set, IsoDayOfWeek day) => ((int)set & (1 << ((int)day - 1))) is not 0;

    /// <summary>How many days are in the set.</summary>
    public static int Count(this Weekdays set) => BitOperations.PopCount((uint)set);

    /// <summary>The names of the days in the set, Monday first.</summary>
    public static IReadOnlyList<string> ToNames(this Weekdays set) => [.. Names.Where((_, i) => ((int)set & (1 << i)) is not 0)];

    /// <summary>Reads one lower-case English name.</summary>
    public static bool TryParse(string? name, out Weekdays day)
    {
        var index = Array.IndexOf(Names, name);
        day = index < 0 ? Weekdays.None : (Weekdays)(1 << index);
        return index >= 0;
    }
}

/// <summary>Writes <see cref="Weekdays"/> as a list of names.</summary>
public sealed class WeekdaysConverter : JsonConverter<Weekdays>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">It is no list of lower-case English weekdays.</exception>
    public override Weekdays Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var set = Weekdays.None;
        for (JsonLists.Enter(ref reader); reader.Read() && reader.TokenType is not JsonTokenType.EndArray;)
        {
            set |= WeekdaySets.TryParse(JsonLists.Text(ref reader), out var day) ? day : throw new JsonException("A weekday is written monday to sunday.");
        }

        return set;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Weekdays value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var name in value.ToNames())
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }
}
