using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api.Access;

/// <summary>Authentication by the platform key.</summary>
internal sealed class PlatformKeyAuthentication(IOptions<AppOptions> options, FailedAuthentications failures)
    : BearerAuthentication(failures)
{
    public const string Scheme = "PlatformKey";

    private readonly FailedAuthentications _failures = failures;

    private readonly string? _platformKey = options.Value.PlatformKey is { Length: > 0 } key ? key : null;

    public override Task ChallengeAsync(AuthenticationProperties? properties) =>
        _platformKey is null
            ? Problems.Forbidden("This deployment creates no tenants over HTTP: no platform key is configured.").ExecuteAsync(Context)
            : base.ChallengeAsync(properties);

    protected override ValueTask<Caller?> FindAsync(string key) =>
        ValueTask.FromResult(
            _platformKey is not null
            && _failures.WaitOf(Context) is null
            && CryptographicOperations.FixedTimeEquals(Digest(key), Digest(_platformKey))
                ? new Caller(Caller.Platform, Caller.Platform, Role.Admin)
                : null
        );

    // Digests are compared, so that not even the length shows.
    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
