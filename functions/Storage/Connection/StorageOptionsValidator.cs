using Microsoft.Extensions.Options;

namespace CampaignTasks.Storage.Connection;

/// <summary>The checks of the settings before the first request.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    // A table's name has at most 63 characters: 18 are left for what follows the prefix.
    private const int Most = 45;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, StorageOptions options) =>
        options.HubName is { Length: >= 3 and <= Most } hub && char.IsAsciiLetter(hub[0]) && hub.All(char.IsAsciiLetterOrDigit)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"CampaignTasks__HubName is '{options.HubName}'. It names tables: give 3 to {Most} letters and digits, the first one a letter."
            );
}
