using System.Text.Json.Nodes;

namespace CampaignTasks.Api.Tests.Http;

/// <summary>Good requests; a test changes what matters to it.</summary>
internal static class Bodies
{
    public const string Password = "a-very-secret-password";

    public static JsonObject Account(string channel = "email") =>
        new()
        {
            ["name"] = "News",
            ["channel"] = channel,
            ["provider"] = "plain",
            ["settings"] = new JsonObject { ["sender"] = "no-reply@example.com", ["password"] = Password },
        };

    public static JsonObject Task() =>
        new()
        {
            ["name"] = "Announcement",
            ["channel"] = "email",
            ["audience"] = new JsonObject { ["list"] = "ann@example.net\nbob@example.net\nann@example.net" },
            ["creative"] = new JsonObject { ["subject"] = "Hello", ["text"] = "Hi {{ firstName | default: 'there' }}" },
        };

    public static JsonObject Draft() => Task().With("start", false);

    public static JsonObject With(this JsonObject body, string name, JsonNode? value)
    {
        body[name] = value;
        return body;
    }

    /// <summary>Creates an account and answers its id.</summary>
    public static async Task<string> NewAccountAsync(this ApiClient admin, string channel = "email") =>
        (await admin.PostAsync("/api/channel-accounts", Account(channel))).Expect(201)["id"]!.GetValue<string>();

    public static JsonObject Creative(string channel = "email") =>
        channel is "email"
            ? new()
            {
                ["name"] = "Spring greeting",
                ["channel"] = channel,
                ["subject"] = "Hello",
                ["text"] = "Hi {{ firstName | default: 'there' }}",
            }
            : new()
            {
                ["name"] = "Spring greeting",
                ["channel"] = channel,
                ["text"] = "Hi {{ firstName | default: 'there' }}",
            };

    /// <summary>Saves a creative and answers it.</summary>
    public static async Task<JsonNode> NewCreativeAsync(this ApiClient admin, string channel = "email") =>
        (await admin.PostAsync("/api/creatives", Creative(channel))).Expect(201);

    /// <summary>Creates a task, with an account where there is none, and answers it.</summary>
    public static async Task<JsonNode> NewTaskAsync(this ApiClient admin, JsonObject? body = null)
    {
        if ((await admin.GetAsync("/api/channel-accounts")).Json["items"]!.AsArray().Count == 0)
        {
            await admin.NewAccountAsync();
        }

        return (await admin.PostAsync("/api/tasks", body ?? Task())).Expect(201);
    }

    /// <summary>Saves a contact with an e-mail address and, where it is given, a consent status for it.</summary>
    public static async Task NewContactAsync(this ApiClient admin, string id, string email, string? consent)
    {
        var body = new JsonObject
        {
            ["addresses"] = new JsonObject { ["email"] = email },
            ["consent"] = consent is null ? new JsonObject() : new JsonObject { ["email"] = new JsonObject { ["status"] = consent } },
        };
        (await admin.PutAsync($"/api/contacts/{id}", body)).Expect(201);
    }

    public static string Id(this JsonNode node) => node["id"]!.GetValue<string>();

    public static string Text(this JsonNode node, string name) => node[name]!.GetValue<string>();
}
