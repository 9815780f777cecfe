using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Push;

/// <summary>
/// A browser's subscription to a contact's push messages (RFC 8030). A browser has one with each site: given again, it is the same one,
/// and given for another contact it is that contact's.
/// </summary>
public sealed record PushSubscription
{
    private const int LongestEndpoint = 2048;
    private const int PointSize = 65;
    private const int SecretSize = 16;

    public required string TenantId { get; init; }

    /// <summary>The id: a hash of the endpoint.</summary>
    public required string Id { get; init; }

    public required string ContactId { get; init; }

    /// <summary>The address at the browser's push service. Whoever knows it can send, so that it is not shown.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The browser's public key, in base64url.</summary>
    public required string P256dh { get; init; }

    /// <summary>The browser's secret, in base64url.</summary>
    public required string Auth { get; init; }

    /// <summary>When the browser last registered it.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>The address on the channel push.</summary>
    [JsonIgnore]
    public string Address => PushAddress.Of(Id);

    /// <summary>Reads what a browser's <c>subscription.toJSON()</c> gives; null when there are errors.</summary>
    public static PushSubscription? From(
        string tenantId,
        string contactId,
        string? endpoint,
        string? p256dh,
        string? auth,
        DateTimeOffset now,
        ValidationErrors errors
    )
    {
        ArgumentNullException.ThrowIfNull(errors);
        var before = errors.Count;
        if (!IsEndpoint(endpoint))
        {
            errors.Add(
                "endpoint",
                $"Give the subscription's endpoint as the browser gives it: an https address of at most {LongestEndpoint} characters."
            );
        }

        if (!IsPoint(Decode(p256dh)))
        {
            errors.Add("keys.p256dh", "Give the key p256dh as the browser gives it: 65 octets in base64url, a point of P-256.");
        }

        if (Decode(auth) is not { Length: SecretSize })
        {
            errors.Add("keys.auth", "Give the key auth as the browser gives it: 16 octets in base64url.");
        }

        return errors.Count > before
            ? null
            : new()
            {
                TenantId = tenantId,
                Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(endpoint!)).AsSpan(0, 16)),
                ContactId = contactId,
                Endpoint = endpoint!,
                P256dh = Base64Url.EncodeToString(Decode(p256dh)),
                Auth = Base64Url.EncodeToString(Decode(auth)),
                SeenAt = now,
            };
    }

    // The keys must not reach a log by way of the record's text.
    public override string ToString() => Id;

    // Plain http is for stand-ins on this machine; where requests may go is the channel's matter.
    private static bool IsEndpoint(string? text) =>
        text is { Length: > 0 and <= LongestEndpoint }
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { UserInfo: "", Fragment: "" }
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static byte[]? Decode(string? text)
    {
        var trimmed = text?.TrimEnd('=') ?? "";
        return trimmed.Length is > 0 and <= 200 && Base64Url.IsValid(trimmed) ? Base64Url.DecodeFromChars(trimmed) : null;
    }

    private static bool IsPoint(byte[]? octets)
    {
        if (octets is not [0x04, ..] || octets.Length is not PointSize)
        {
            return false;
        }

        try
        {
            using var key = ECDiffieHellman.Create(
                new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP256,
                    Q = new ECPoint { X = octets[1..33], Y = octets[33..] },
                }
            );
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
