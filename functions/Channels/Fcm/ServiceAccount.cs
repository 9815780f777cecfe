using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CampaignTasks.Channels.Rest;

namespace CampaignTasks.Channels.Fcm;

/// <summary>A service account of Google, as its key file describes it.</summary>
/// <param name="Project">The Firebase project.</param>
/// <param name="Email">The account's name.</param>
/// <param name="KeyId">The key's id; null when the file has none.</param>
/// <param name="PrivateKey">The key, in PEM.</param>
internal sealed record ServiceAccount(string Project, string Email, string? KeyId, string PrivateKey)
{
    /// <summary>The address at which tokens are requested; the file's own <c>token_uri</c> is not followed.</summary>
    public const string Audience = "https://oauth2.googleapis.com/token";

    private const string Scope = "https://www.googleapis.com/auth/firebase.messaging";

    // Google's longest.
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>Reads a key file; null when it is none.</summary>
    public static ServiceAccount? Read(string? file)
    {
        try
        {
            using var json = JsonDocument.Parse(file ?? "");
            var root = json.RootElement;
            return
                root.Text("project_id") is { } project
                && project.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or ':' or '.')
                && root.Text("client_email") is { } email
                && root.Text("private_key") is { } key
                && IsKey(key)
                ? new(project, email, root.Text("private_key_id"), key)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the signed claim that buys a token (RFC 7523).</summary>
    public string Assert(DateTimeOffset now)
    {
        var head = Encode(json =>
        {
            json.WriteString("alg", "RS256");
            json.WriteString("typ", "JWT");
            if (KeyId is not null)
            {
                json.WriteString("kid", KeyId);
            }
        });
        var claims = Encode(json =>
        {
            json.WriteString("iss", Email);
            json.WriteString("scope", Scope);
            json.WriteString("aud", Audience);
            json.WriteNumber("iat", now.ToUnixTimeSeconds());
            json.WriteNumber("exp", (now + Life).ToUnixTimeSeconds());
        });
        using var key = RSA.Create();
        key.ImportFromPem(PrivateKey);
        var signed = $"{head}.{claims}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    // The key must not reach a log by way of the record's text.
    public override string ToString() => Project;

    private static bool IsKey(string pem)
    {
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(pem);
            return true;
        }
        catch (Exception bad) when (bad is ArgumentException or CryptographicException)
        {
            return false;
        }
    }

    private static string Encode(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(stream.ToArray());
    }
}
