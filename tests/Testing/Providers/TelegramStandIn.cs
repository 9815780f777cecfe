using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace CampaignTasks.Testing.Providers;

/// <summary>Telegram's Bot API as of 10.1: <c>sendMessage</c> and <c>getMe</c>.</summary>
public sealed class TelegramStandIn : JsonStandIn
{
    private TelegramStandIn(TimeProvider? time)
        : base(time) { }

    /// <summary>The bot's token.</summary>
    public string Token { get; } = "123456:not-a-real-token-not-a-real-token";

    /// <summary>Starts one.</summary>
    public static async Task<TelegramStandIn> StartAsync(TimeProvider? time = null)
    {
        var server = new TelegramStandIn(time);
        await server.ListenAsync(0);
        return server;
    }

    /// <summary>The settings of an account that sends through this server.</summary>
    public Dictionary<string, string> Settings() =>
        new()
        {
            ["botToken"] = Token,
            ["botName"] = "@news_bot",
            ["baseUrl"] = BaseUrl,
        };

    private protected override async Task<Arrival?> ReadAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var path = context.Request.Path.Value!;
        var isAuthentic = path.StartsWith($"/bot{Token}/", StringComparison.Ordinal);
        if (path.EndsWith("/getMe", StringComparison.Ordinal))
        {
            await (
                isAuthentic
                    ? WriteAsync(
                        context,
                        200,
                        new JsonObject
                        {
                            ["ok"] = true,
                            ["result"] = new JsonObject
                            {
                                ["id"] = 123456,
                                ["is_bot"] = true,
                                ["username"] = "news_bot",
                            },
                        }
                    )
                    : RefuseAsync(context, 401, "401", "Unauthorized")
            );
            return null;
        }

        var message = Json(context, body);
        if (
            context.Request.Method != "POST"
            || !path.EndsWith("/sendMessage", StringComparison.Ordinal)
            || !HasOnly(message, ["chat_id", "text"], "business_connection_id")
            || message!["chat_id"]!.GetValueKind() is not (JsonValueKind.Number or JsonValueKind.String)
            || message["text"]!.GetValue<string>() is not { Length: > 0 and <= 4096 * 2 }
        )
        {
            await RefuseAsync(context, 400, "400", "Bad Request: message text is empty");
            return null;
        }

        return new Arrival(message["chat_id"]!.ToString(), null, isAuthentic);
    }

    private protected override Task AnswerAsync(HttpContext context, Arrival arrival, object taken) =>
        WriteAsync(
            context,
            200,
            new JsonObject
            {
                ["ok"] = true,
                ["result"] = new JsonObject
                {
                    ["message_id"] = int.Parse(((TakenMessage)taken).Id, System.Globalization.CultureInfo.InvariantCulture),
                    ["date"] = 1,
                    ["chat"] = new JsonObject { ["id"] = arrival.To },
                },
            }
        );

    private protected override Task RefuseAsync(HttpContext context, int status, string code, string message)
    {
        var body = new JsonObject
        {
            ["ok"] = false,
            ["error_code"] = status,
            ["description"] = message,
        };
        if (int.TryParse(context.Response.Headers.RetryAfter, out var seconds))
        {
            // Newer servers say it in the body, which is what the documentation names.
            context.Response.Headers.Remove("Retry-After");
            body["parameters"] = new JsonObject { ["retry_after"] = seconds };
        }

        return WriteAsync(context, status, body);
    }
}
