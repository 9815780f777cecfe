using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Configuration;

/// <summary>The rules of <see cref="AppOptions"/> that annotations cannot express.</summary>
internal sealed class AppOptionsRules(IHostEnvironment environment) : IValidateOptions<AppOptions>
{
    private const int LongestKey = 256;

    // What opens a deployment to the world must not be guessed.
    private const int ShortestKey = 32;

    public ValidateOptionsResult Validate(string? name, AppOptions options)
    {
        string[] failures = [.. Failures(options)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    // An empty value counts as not set.
    private IEnumerable<string> Failures(AppOptions options)
    {
        (string Name, string? Key, int Shortest)[] keys =
        [
            ("PlatformKey", options.PlatformKey, 16),
            ("SystemKey", options.SystemKey, 16),
            ("LocalApiKey", options.LocalApiKey, 8),
        ];
        foreach (var (name, key, shortestInDevelopment) in keys)
        {
            var shortest = environment.IsDevelopment() ? shortestInDevelopment : ShortestKey;
            if (key is { Length: > 0 } && (key.Length < shortest || key.Length > LongestKey))
            {
                yield return $"CampaignTasks__{name} is too short or too long: give {shortest} to {LongestKey} characters, as "
                    + "openssl rand -base64 32 makes them.";
            }
        }

        if (
            options.PublicBaseUrl is { Length: > 0 } url
            && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Query.Length == 0)
        )
        {
            yield return "CampaignTasks__PublicBaseUrl is not an address: write it like https://tasks.example.com.";
        }

        foreach (var origin in options.InboxOriginList.Where(origin => !IsOrigin(origin)))
        {
            yield return $"CampaignTasks__InboxOrigins: '{origin}' is not an origin: write it like https://shop.example.com, no path behind.";
        }
    }

    // As browsers write it: they compare it letter by letter. Plain http is for pages on this machine.
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address.UserInfo.Length is 0
        && text == $"{address.Scheme}://{address.IdnHost}{(address.IsDefaultPort ? "" : $":{address.Port}")}";
}
