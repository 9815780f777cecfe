using System.Security.Cryptography;
using System.Text.Json;
using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Domain.Tasks;

/// <summary>
/// The hash that an approval is bound to. Equal plans have equal hashes, whatever their names: it is SHA-256 of the plan as JSON without
/// the name, with its fields in one order.
/// </summary>
public static class PlanHash
{
    /// <summary>Computes the hash, in lower-case hex.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="saved">The rule of the saved audience that the plan names; null where it names none, or a static list.</param>
    public static string Of(TaskPlan plan, Audience? saved = null)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            Write(writer, JsonSerializer.SerializeToElement(plan with { Name = "" }, PlanJson.Default.TaskPlan));
            if (saved is not null)
            {
                Write(writer, JsonSerializer.SerializeToElement(saved, PlanJson.Default.Audience));
            }

            writer.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }

    // The order of names in a dictionary is that of a request.
    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
