using System.Text.Json.Nodes;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Makes values of the shape that the API's document describes. The same random numbers make the same values.</summary>
internal sealed class FuzzSchema(JsonNode document, Random random)
{
    private const int Deepest = 5;

    // What a shape cannot say: texts that mean something here.
    private static readonly Dictionary<string, string[]> Words = new(StringComparer.Ordinal)
    {
        ["id"] = ["mallory", "ann"],
        ["contact"] = ["ann", "bob"],
        ["contactId"] = ["eve"],
        ["product"] = ["of-ann"],
        ["provider"] = ["sandbox", "acs"],
        ["list"] = ["ann@example.net", "ann@example.net\nbob@example.net"],
        ["addresses"] = ["ann@example.net"],
        ["address"] = ["shut@example.net", "+14255550123"],
        ["timeZone"] = ["Europe/Paris", "UTC"],
        ["country"] = ["FR"],
        ["countries"] = ["FR", "DE"],
        ["languages"] = ["fr"],
        ["language"] = ["fr"],
        ["currency"] = ["EUR"],
        ["period"] = ["P7D"],
        ["attributionWindow"] = ["P5D"],
        ["pauseBetweenMessages"] = ["PT0S", "PT1S"],
        ["latestStart"] = ["PT24H"],
        ["from"] = ["09:00", "2026-01-01"],
        ["to"] = ["12:30", "2026-04-01"],
        ["at"] = ["2026-02-03T10:00:00Z"],
        ["updatedAt"] = ["2026-02-03T10:00:00Z", "2026-02-03T11:00:00Z"],
        ["weekdays"] = ["sunday"],
        ["dates"] = ["2027-01-01"],
        ["subject"] = ["Hello", "Hi {{ firstName | default: 'there' }}"],
        ["text"] = ["Hi"],
        ["products"] = ["of-ann"],
        ["campaign"] = ["spring"],
        ["Idempotency-Key"] = [.. Enumerable.Range(0, 50).Select(n => $"key-{n}")],
        ["task"] = ["{fuzz.task}"],
        ["account"] = ["{fuzz.chat.community}"],
        // The browser of RFC 8291.
        ["endpoint"] = ["https://push.example.net/a"],
        ["p256dh"] = ["BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"],
        ["auth"] = ["BTBZMqHH6r4Tts7J_aSIgg"],
        ["accounts"] = ["{fuzz.box}"],
        ["creativeId"] = ["{fuzz.creative}"],
        ["redirectUrl"] = ["https://shop.example/"],
        ["url"] = ["http://127.0.0.1:9/hooks"],
        ["events"] = ["task.failed", "message.failed"],
        ["imageUrl"] = ["https://shop.example/boot.png"],
        ["add"] = ["eve"],
        ["remove"] = ["eve"],
        ["contacts"] = ["ann"],
        ["on"] = ["tuesday"],
        ["testers"] = ["{fuzz.tester}"],
        ["for"] = ["P1D"],
        ["until"] = ["09:00"],
        ["after"] = ["PT1H"],
        ["reason"] = ["Because it is spring"],
    };

    // Fields of which the rules want exactly one set, which a shape cannot say either; separated by blanks.
    private static readonly Dictionary<string, string[]> Sets = new(StringComparer.Ordinal)
    {
        ["AudienceRequest"] = ["list", "list", "buyers", "segment"],
        ["SavedAudienceRequest"] = ["contacts", "segment", "buyers"],
        ["SavedAudienceChange"] = ["name"],
        ["PushSubscriptionRequest"] = ["endpoint keys"],
        ["PushSubscriptionKeys"] = ["p256dh auth"],
        ["SingleMessageRequest"] = ["contactId creativeId"],
        ["WebhookRequest"] = ["url events"],
        ["WebhookChange"] = ["events", "status"],
        ["SegmentRule"] = ["all", "attribute", "countries", "languages", "bought", "orders", "lastOrder"],
        ["CreativeRequest"] = ["subject text"],
        ["SavedCreativeRequest"] = ["name channel subject text", "name channel subject text html", "name"],
        ["CreativePreviewRequest"] = ["channel creative", "channel creative sample"],
        ["AttributeRule"] = ["name contains", "name atLeast"],
        ["CountRule"] = ["atLeast"],
        ["LastOrderRule"] = ["withinDays"],
        ["PurchaseRule"] = ["products"],
        ["PacingDefinition"] = ["pauseBetweenMessages", "dailyLimit"],
        ["ScheduleDefinition"] = ["startAt", "startDate finishDate", "timeZone"],
        ["MembersRequest"] = ["add", "remove"],
        ["TaskChange"] = ["name", "creative", "audience"],
        ["SubmitRequest"] = ["reason"],
        ["RejectRequest"] = ["reason"],
        ["ApproveRequest"] = ["planHash", "planHash comment"],
        ["TestRequest"] = ["testers"],
        ["EventRequest"] = ["id name contact at"],
        ["CartRequest"] = ["contact updatedAt items"],
        ["TesterRequest"] = ["name addresses"],
        ["AutomationRequest"] = ["name trigger steps", "name trigger steps windows"],
        ["AutomationChange"] = ["name", "steps"],
        ["TriggerRequest"] = ["kind", "kind list", "kind after"],
        ["StepRequest"] = ["send", "wait", "update"],
        ["SendStepRequest"] = ["channel creative"],
        ["WaitStepRequest"] = ["for", "until"],
        ["TaskRequest"] = ["accounts", "accounts schedule pacing"],
    };

    /// <summary>A value of a schema.</summary>
    /// <param name="schema">The schema, or a reference to one.</param>
    /// <param name="name">The field it is for.</param>
    /// <param name="depth">How deep it stands.</param>
    public JsonNode? Value(JsonNode schema, string name, int depth = 0)
    {
        var sets = Sets.GetValueOrDefault(((string?)schema["$ref"])?.Split('/')[^1] ?? "");
        schema = Resolve(schema);
        if (schema["oneOf"] is JsonArray either)
        {
            return Value(either[random.Next(10) == 0 ? 0 : either.Count - 1]!, name, depth);
        }

        if (schema["enum"] is JsonArray values)
        {
            // The channel that the company has accounts on.
            return name is "channel" && random.Next(4) > 0 ? "email" : values[random.Next(values.Count)]?.DeepClone();
        }

        return TypeOf(schema) switch
        {
            "object" => Object(schema, name, sets?[random.Next(sets.Length)].Split(' '), depth),
            "array" => Array(schema, name, depth),
            "integer" or "number" => JsonValue.Create(Number(schema)),
            "boolean" => JsonValue.Create(random.Next(2) == 0),
            "string" => JsonValue.Create(Text(schema, name)),
            "null" => null,
            _ => JsonValue.Create(random.Next(2) == 0 ? "x" : "y"),
        };
    }

    public JsonNode Resolve(JsonNode schema)
    {
        while (schema["$ref"] is { } reference)
        {
            schema = ((string)reference!).TrimStart('#', '/').Split('/').Aggregate(document, (node, part) => node[part]!);
        }

        return schema;
    }

    private string? TypeOf(JsonNode schema) =>
        schema["type"] switch
        {
            JsonArray types => types.Select(type => (string)type!).Where(type => type != "null").DefaultIfEmpty("null").ElementAt(0),
            { } type => (string)type!,
            null => schema["properties"] is null ? null : "object",
        };

    private JsonObject Object(JsonNode schema, string field, string[]? set, int depth)
    {
        var made = new JsonObject();
        var few = random.Next(set is null ? 2 : 4) > 0;
        var required = (schema["required"]?.AsArray() ?? []).Select(name => (string)name!).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            if (required.Contains(name) || set?.Contains(name) is true || (!few && depth < Deepest && random.Next(4) == 0))
            {
                made[name] = Value(property!, name, depth + 1);
            }
        }

        if (schema["additionalProperties"] is JsonObject other && depth < Deepest)
        {
            made[random.Next(2) == 0 ? "email" : "points"] = Value(other, Words.ContainsKey(field) ? field : "value", depth + 1);
        }

        return made;
    }

    private JsonArray Array(JsonNode schema, string name, int depth)
    {
        var items = new JsonArray();
        for (var count = depth < Deepest ? random.Next(1, 3) : 0; count > 0; count--)
        {
            items.Add(Value(schema["items"]!, name, depth + 1));
        }

        return items;
    }

    private double Number(JsonNode schema)
    {
        var least = (double?)schema["minimum"] ?? 1;
        var most = (double?)schema["maximum"] ?? 100;
        return random.Next(4) switch
        {
            0 => least,
            1 => most,
            _ => Math.Clamp(Math.Floor(least + (random.NextDouble() * 20)), least, most),
        };
    }

    private string Text(JsonNode schema, string name) =>
        (string?)schema["format"] switch
        {
            "date-time" => "2027-01-01T09:00:00Z",
            "date" => "2027-01-01",
            "duration" => "PT1S",
            _ when Words.TryGetValue(name, out var words) => words[random.Next(words.Length)],
            _ => random.Next(8) == 0 && (int?)schema["maxLength"] is { } longest ? new string('a', longest) : $"a {name}",
        };
}
