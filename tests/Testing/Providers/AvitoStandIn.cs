using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CampaignTasks.Testing.Providers;

/// <summary>Avito's API: tokens for client credentials, messages in chats, and the account.</summary>
public sealed class AvitoStandIn : JsonStandIn
{
    private const string User = "94235311";
    private int _tokens;

    private AvitoStandIn(TimeProvider? time)
        : base(time) { }

    /// <summary>The account's client secret.</summary>
    public string Secret { get; } = "not-a-real-secret";

    /// <summary>How many tokens were bought.</summary>
    public int Tokens => Volatile.Read(ref _tokens);

    /// <summary>Starts one.</summary>
    public static async Task<AvitoStandIn> StartAsync(TimeProvider? time = null)
    {
        var server = new AvitoStandIn(time);
        await server.ListenAsync(0);
        return server;
    }

    /// <summary>The settings of an account that sends through this server.</summary>
    public Dictionary<string, string> Settings() =>
        new()
        {
            ["userId"] = User,
            ["clientId"] = "client-1",
            ["clientSecret"] = Secret,
            ["baseUrl"] = BaseUrl,
        };

    /// <summary>Ends every token that was bought before.</summary>
    public void EndTokens() => Interlocked.Increment(ref _tokens);

    private protected override async Task<Arrival?> ReadAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var request = context.Request;
        if (request.Path == "/token")
        {
            await SellAsync(context, body);
            return null;
        }

        var isAuthentic = request.Headers.Authorization == Bearer;
        if (request.Path == "/core/v1/accounts/self")
        {
            await (
                isAuthentic
                    ? WriteAsync(
                        context,
                        200,
                        new JsonObject { ["id"] = long.Parse(User, CultureInfo.InvariantCulture), ["name"] = "Acme" }
                    )
                    : RefuseAsync(context, 403, "403", "invalid access token")
            );
            return null;
        }

        var parts = request.Path.Value!.Split('/');
        var message = Json(context, body);
        if (
            request.Method != "POST"
            || parts is not ["", "messenger", "v1", "accounts", User, "chats", var chat, "messages"]
            || !HasOnly(message, ["type", "message"])
            || (string?)message!["type"] != "text"
            || !HasOnly(message["message"], ["text"])
        )
        {
            await RefuseAsync(context, 404, "404", "not found");
            return null;
        }

        return new Arrival(chat, null, isAuthentic);
    }

    private protected override Task AnswerAsync(HttpContext context, Arrival arrival, object taken) =>
        WriteAsync(
            context,
            200,
            new JsonObject
            {
                ["id"] = $"m{((TakenMessage)taken).Id}",
                ["direction"] = "out",
                ["type"] = "text",
            }
        );

    private protected override Task RefuseAsync(HttpContext context, int status, string code, string message) =>
        WriteAsync(
            context,
            status,
            new JsonObject
            {
                ["error"] = new JsonObject { ["code"] = status, ["message"] = message },
            }
        );

    private string Bearer => $"Bearer token-{Tokens.ToString(CultureInfo.InvariantCulture)}";

    private async Task SellAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        using var reader = new FormReader(Encoding.UTF8.GetString(body.Span));
        var form = await reader.ReadFormAsync(context.RequestAborted);
        if (form["grant_type"] != "client_credentials" || form["client_id"] != "client-1" || form["client_secret"] != Secret)
        {
            // As the service does it: bad credentials are not an HTTP error.
            await WriteAsync(
                context,
                200,
                new JsonObject { ["error"] = "invalid_client", ["error_description"] = "The client credentials are invalid" }
            );
            return;
        }

        Interlocked.Increment(ref _tokens);
        await WriteAsync(
            context,
            200,
            new JsonObject
            {
                ["access_token"] = Bearer["Bearer ".Length..],
                ["expires_in"] = 86400,
                ["token_type"] = "Bearer",
            }
        );
    }
}
