using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Configuration;

/// <summary>The rules of <see cref="AppOptions"/> that annotations cannot express.</summary>
internal sealed class AppOptionsRules : IValidateOptions<AppOptions>
{
    public ValidateOptionsResult Validate(string? name, AppOptions options)
    {
        string[] failures = [.. Failures(options)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    // An empty value counts as not set.
    private static IEnumerable<string> Failures(AppOptions options)
    {
        if (options.PlatformKey is { Length: > 0 and < 16 or > 256 })
        {
            yield return "CampaignTasks__PlatformKey is too short or too long: give 16 to 256 characters.";
        }

        if (options.SystemKey is { Length: > 0 and < 16 or > 256 })
        {
            yield return "CampaignTasks__SystemKey is too short or too long: give 16 to 256 characters.";
        }

        if (options.LocalApiKey is { Length: > 0 and < 8 or > 256 })
        {
            yield return "CampaignTasks__LocalApiKey is too short or too long: give 8 to 256 characters.";
        }

        if (
            options.PublicBaseUrl is { Length: > 0 } url
            && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Query.Length == 0)
        )
        {
            yield return "CampaignTasks__PublicBaseUrl is not an address: write it like https://tasks.example.com.";
        }
    }
}
