using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CampaignTasks.Testing.Providers;

/// <summary>Firebase Cloud Messaging, HTTP v1, with the sale of its tokens (RFC 7523).</summary>
public sealed class FcmStandIn : JsonStandIn
{
    private const string Email = "push@contoso-app.iam.gserviceaccount.com";
    private const string Path = "/v1/projects/contoso-app/messages:send";

    // Making a key takes long; it opens nothing.
    private static readonly RSA Known = RSA.Create(2048);

    private readonly ConcurrentDictionary<string, bool> _tokens = [];
    private int _sold;

    private FcmStandIn(TimeProvider? time)
        : base(time) { }

    /// <summary>How many tokens were bought.</summary>
    public int TokensSold => Volatile.Read(ref _sold);

    private protected override string UnauthenticCode => "UNAUTHENTICATED";

    /// <summary>Starts one.</summary>
    public static async Task<FcmStandIn> StartAsync(TimeProvider? time = null)
    {
        var server = new FcmStandIn(time);
        await server.ListenAsync(0);
        return server;
    }

    /// <summary>A key file, with line breaks as Google writes it.</summary>
    public static string KeyFile(RSA? key = null) =>
        new JsonObject
        {
            ["type"] = "service_account",
            ["project_id"] = "contoso-app",
            ["private_key_id"] = "not-a-real-key-id",
            ["private_key"] = (key ?? Known).ExportPkcs8PrivateKeyPem() + "\n",
            ["client_email"] = Email,
            ["token_uri"] = "https://oauth2.googleapis.com/token",
        }.ToJsonString(new() { WriteIndented = true });

    /// <summary>The settings of an account that sends through this server.</summary>
    public Dictionary<string, string> Settings() => new() { ["serviceAccount"] = KeyFile(), ["baseUrl"] = BaseUrl };

    /// <summary>Ends every token before its time.</summary>
    public void EndTokens() => _tokens.Clear();

    private protected override async Task<Arrival?> ReadAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        if (context.Request.Path == "/token")
        {
            await SellAsync(context, body);
            return null;
        }

        var isAuthentic =
            context.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var token]
            && _tokens.ContainsKey(token);
        var request = Json(context, body);
        var message = request?["message"];
        if (context.Request.Method != "POST" || context.Request.Path != Path || message is null)
        {
            await RefuseAsync(context, 404, "NOT_FOUND", "There is nothing here.");
            return null;
        }

        if (request!["validate_only"]?.GetValue<bool>() is true)
        {
            await (
                isAuthentic && HasOnly(message, ["topic"])
                    ? WriteAsync(context, 200, new JsonObject { ["name"] = "projects/contoso-app/messages/fake_message_id" })
                    : RefuseAsync(context, 401, "UNAUTHENTICATED", "The token is wrong.")
            );
            return null;
        }

        if (!HasOnly(message, ["token", "notification", "data"]) || !HasOnly(message["notification"], ["body"], "title", "image"))
        {
            await RefuseAsync(context, 400, "INVALID_ARGUMENT", "Invalid JSON payload received.");
            return null;
        }

        return new Arrival(message["token"]!.GetValue<string>(), null, isAuthentic);
    }

    private protected override Task AnswerAsync(HttpContext context, Arrival arrival, object taken) =>
        WriteAsync(context, 200, new JsonObject { ["name"] = $"projects/contoso-app/messages/0:{((TakenMessage)taken).Id}" });

    private protected override Task RefuseAsync(HttpContext context, int status, string code, string message) =>
        WriteAsync(
            context,
            status,
            new JsonObject
            {
                ["error"] = new JsonObject
                {
                    ["code"] = status,
                    ["message"] = message,
                    ["status"] = status is 404 ? "NOT_FOUND" : code,
                    ["details"] = new JsonArray(
                        new JsonObject { ["@type"] = "type.googleapis.com/google.firebase.fcm.v1.FcmError", ["errorCode"] = code }
                    ),
                },
            }
        );

    private Task SellAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        using var reader = new FormReader(Encoding.UTF8.GetString(body.Span));
        var form = reader.ReadForm();
        if (form["grant_type"] != "urn:ietf:params:oauth:grant-type:jwt-bearer" || !IsClaim(form["assertion"].ToString().Split('.')))
        {
            return WriteAsync(
                context,
                400,
                new JsonObject { ["error"] = "invalid_grant", ["error_description"] = "Invalid JWT Signature." }
            );
        }

        var token = $"ya29.not-a-real-token-{Interlocked.Increment(ref _sold).ToString(CultureInfo.InvariantCulture)}";
        _tokens[token] = true;
        return WriteAsync(
            context,
            200,
            new JsonObject
            {
                ["access_token"] = token,
                ["expires_in"] = 3599,
                ["token_type"] = "Bearer",
            }
        );
    }

    private static bool IsClaim(string[] parts)
    {
        if (
            parts.Length is not 3
            || !Known.VerifyData(
                Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
                Base64Url.DecodeFromChars(parts[2]),
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            )
        )
        {
            return false;
        }

        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        return (string?)claims["iss"] == Email
            && (string?)claims["aud"] == "https://oauth2.googleapis.com/token"
            && (string?)claims["scope"] == "https://www.googleapis.com/auth/firebase.messaging"
            && (long)claims["exp"]! - (long)claims["iat"]! is > 0 and <= 3600;
    }
}
