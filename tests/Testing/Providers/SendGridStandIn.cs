using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace CampaignTasks.Testing.Providers;

/// <summary>SendGrid's API v3: <c>mail/send</c> and <c>scopes</c>; it signs events as its event webhook does.</summary>
public sealed class SendGridStandIn : JsonStandIn
{
    private readonly ECDsa _signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private SendGridStandIn(TimeProvider? time)
        : base(time) { }

    /// <summary>The key of the API.</summary>
    public string ApiKey { get; } = "SG.not-a-real-key.not-a-real-key";

    /// <summary>The key that events are checked with.</summary>
    public string VerificationKey => Convert.ToBase64String(_signer.ExportSubjectPublicKeyInfo());

    /// <summary>Starts one.</summary>
    public static async Task<SendGridStandIn> StartAsync(TimeProvider? time = null)
    {
        var server = new SendGridStandIn(time);
        await server.ListenAsync(0);
        return server;
    }

    /// <summary>The settings of an account that sends through this server.</summary>
    public Dictionary<string, string> Settings() =>
        new()
        {
            ["apiKey"] = ApiKey,
            ["senderAddress"] = "no-reply@mail.example.com",
            ["webhookPublicKey"] = VerificationKey,
            ["baseUrl"] = BaseUrl,
        };

    /// <summary>Signs events as they are posted at a time.</summary>
    public string Sign(string timestamp, byte[] body) =>
        Convert.ToBase64String(
            _signer.SignData(
                [.. Encoding.UTF8.GetBytes(timestamp), .. body],
                HashAlgorithmName.SHA256,
                DSASignatureFormat.Rfc3279DerSequence
            )
        );

    private protected override async Task<Arrival?> ReadAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var isAuthentic = context.Request.Headers.Authorization == $"Bearer {ApiKey}";
        if (context.Request.Path == "/v3/scopes")
        {
            await (
                isAuthentic
                    ? WriteAsync(context, 200, new JsonObject { ["scopes"] = new JsonArray("mail.send", "user.profile.read") })
                    : RefuseAsync(context, 401, "", "authorization required")
            );
            return null;
        }

        var mail = Json(context, body);
        if (context.Request is not { Method: "POST", Path.Value: "/v3/mail/send" } || !IsMail(mail))
        {
            await RefuseAsync(context, 400, "content", "The mail lacks a part, or has one that is unknown.");
            return null;
        }

        return new Arrival(mail!["personalizations"]![0]!["to"]![0]!["email"]!.GetValue<string>(), null, isAuthentic);
    }

    private protected override Task AnswerAsync(HttpContext context, Arrival arrival, object taken)
    {
        context.Response.StatusCode = 202;
        context.Response.Headers["X-Message-Id"] = $"mid-{((TakenMessage)taken).Id}";
        return Task.CompletedTask;
    }

    private protected override Task RefuseAsync(HttpContext context, int status, string code, string message) =>
        WriteAsync(
            context,
            status,
            new JsonObject
            {
                ["errors"] = new JsonArray(
                    new JsonObject
                    {
                        ["message"] = message,
                        ["field"] = code.Length > 0 ? code : null,
                        ["help"] = null,
                    }
                ),
            }
        );

    private static bool IsMail(JsonObject? mail) =>
        HasOnly(mail, ["personalizations", "from", "subject", "content", "custom_args"], "headers")
        && mail!["personalizations"] is JsonArray { Count: 1 } people
        && HasOnly(people[0], ["to"])
        && people[0]!["to"] is JsonArray { Count: 1 } to
        && HasOnly(to[0], ["email"])
        && HasOnly(mail["from"], ["email"], "name")
        && mail["content"] is JsonArray { Count: > 0 } content
        && content.All(part => HasOnly(part, ["type", "value"]) && part!["value"]!.GetValue<string>().Length > 0);
}
