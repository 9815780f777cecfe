using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CampaignTasks.Domain.Push;
using CampaignTasks.Domain.Validation;
using Microsoft.AspNetCore.Http;

namespace CampaignTasks.Testing.Providers;

/// <summary>
/// A browser maker's push service (RFC 8030) and the browsers behind it: the sender's token is checked (RFC 8292), each message is
/// decrypted with its browser's keys (RFC 8291).
/// </summary>
public sealed class PushStandIn : JsonStandIn
{
    private const string Path = "/push/";

    private readonly Dictionary<string, (ECDiffieHellman Key, byte[] Auth)> _browsers = [];
    private readonly Lock _lock = new();
    private readonly ECDsa _sender = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private PushStandIn(TimeProvider? time)
        : base(time) { }

    /// <summary>Starts one.</summary>
    public static async Task<PushStandIn> StartAsync(TimeProvider? time = null)
    {
        var server = new PushStandIn(time);
        await server.ListenAsync(0);
        return server;
    }

    /// <summary>The settings of an account whose keys the browsers know.</summary>
    public Dictionary<string, string> Settings()
    {
        var key = _sender.ExportParameters(includePrivateParameters: true);
        return new()
        {
            ["vapidPublicKey"] = Base64Url.EncodeToString(Point(key.Q)),
            ["vapidPrivateKey"] = Base64Url.EncodeToString(key.D),
            ["subject"] = "mailto:push@example.com",
        };
    }

    /// <summary>Subscribes a browser.</summary>
    public PushSubscription Subscribe(string tenantId, string contactId, string browser)
    {
        lock (_lock)
        {
            if (!_browsers.TryGetValue(browser, out var known))
            {
                _browsers[browser] = known = (ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256), RandomNumberGenerator.GetBytes(16));
            }

            var errors = new ValidationErrors();
            return PushSubscription.From(
                tenantId,
                contactId,
                $"{BaseUrl}{Path}{browser}",
                Base64Url.EncodeToString(Point(known.Key.ExportParameters(false).Q)),
                Base64Url.EncodeToString(known.Auth),
                new DateTimeOffset(2026, 1, 5, 10, 20, 30, TimeSpan.Zero),
                errors
            )!;
        }
    }

    /// <summary>Decrypts a body as a browser does: one record of aes128gcm.</summary>
    public static byte[] Decrypt(ReadOnlySpan<byte> body, ECDiffieHellman key, byte[] auth)
    {
        var salt = body[..16].ToArray();
        var sender = body.Slice(21, body[20]).ToArray();
        using var other = ECDiffieHellman.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = sender[1..33], Y = sender[33..] },
            }
        );
        byte[] info = [.. "WebPush: info\0"u8, .. Point(key.ExportParameters(false).Q), .. sender];
        var input = HKDF.DeriveKey(HashAlgorithmName.SHA256, key.DeriveRawSecretAgreement(other.PublicKey), 32, auth, info);
        var secret = HKDF.DeriveKey(HashAlgorithmName.SHA256, input, 16, salt, "Content-Encoding: aes128gcm\0"u8.ToArray());
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, input, 12, salt, "Content-Encoding: nonce\0"u8.ToArray());
        var sealedPart = body[(21 + sender.Length)..];
        var plain = new byte[sealedPart.Length - 16];
        using var cipher = new AesGcm(secret, 16);
        cipher.Decrypt(nonce, sealedPart[..^16], sealedPart[^16..], plain);
        return plain[..plain.AsSpan().TrimEnd((byte)0).LastIndexOf((byte)2)];
    }

    /// <summary>The content of a message as its browser reads it.</summary>
    public JsonNode Read(ProviderRequest request)
    {
        lock (_lock)
        {
            var (key, auth) = _browsers[request.To];
            return JsonNode.Parse(Decrypt(request.Body.Span, key, auth))!;
        }
    }

    private protected override async Task<Arrival?> ReadAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var (request, headers) = (context.Request, context.Request.Headers);
        var browser = request.Path.Value!.StartsWith(Path, StringComparison.Ordinal) ? request.Path.Value[Path.Length..] : "";
        var isSound =
            request.Method == "POST"
            && headers.ContentEncoding == "aes128gcm"
            && int.TryParse(headers["TTL"], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && body.Length is > 21 + 65 + 16 and <= 4096
            && BinaryPrimitives.ReadUInt32BigEndian(body.Span[16..]) is >= 18;
        if (!isSound)
        {
            await RefuseAsync(context, 400, "", "Bad request");
            return null;
        }

        return new Arrival(browser, null, IsSender(headers.Authorization.ToString()));
    }

    private protected override Task AnswerAsync(HttpContext context, Arrival arrival, object taken)
    {
        context.Response.StatusCode = 201;
        context.Response.Headers.Location = $"{BaseUrl}/message/m{((TakenMessage)taken).Id}";
        return Task.CompletedTask;
    }

    private protected override Task RefuseAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(message, context.RequestAborted);
    }

    private static byte[] Point(ECPoint point) => [0x04, .. point.X!, .. point.Y!];

    private bool IsSender(string authorization)
    {
        var parts = authorization.Replace("vapid ", "", StringComparison.Ordinal).Split(',', StringSplitOptions.TrimEntries);
        var token = parts.FirstOrDefault(part => part.StartsWith("t=", StringComparison.Ordinal))?[2..].Split('.');
        var key = parts.FirstOrDefault(part => part.StartsWith("k=", StringComparison.Ordinal))?[2..];
        if (token is not { Length: 3 } || key?.TrimEnd('=') != Settings()["vapidPublicKey"])
        {
            return false;
        }

        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(token[1]))!;
        return _sender.VerifyData(
                Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"),
                Base64Url.DecodeFromChars(token[2]),
                HashAlgorithmName.SHA256,
                DSASignatureFormat.IeeeP1363FixedFieldConcatenation
            )
            // The package leaves the port out; real services have the usual one.
            && (string?)claims["aud"] == $"{Address.Scheme}://{Address.Host}"
            && (string?)claims["sub"] == "mailto:push@example.com"
            && (long)claims["exp"]! > 0;
    }
}
