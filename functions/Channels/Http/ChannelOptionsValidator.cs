using Microsoft.Extensions.Options;

namespace CampaignTasks.Channels.Http;

internal sealed class ChannelOptionsValidator : IValidateOptions<ChannelOptions>
{
    public ValidateOptionsResult Validate(string? name, ChannelOptions options)
    {
        var failures = new List<string>();
        if (options.Timeout < TimeSpan.FromMilliseconds(50) || options.Timeout > TimeSpan.FromMinutes(5))
        {
            failures.Add("Channels: Timeout must be 50 milliseconds to 5 minutes.");
        }

        if (options.MaxConnectionsPerServer is < 1 or > 10_000)
        {
            failures.Add("Channels: MaxConnectionsPerServer must be 1 to 10,000.");
        }

        if (options.ConnectionLifetime < TimeSpan.FromSeconds(1) || options.ConnectionLifetime > TimeSpan.FromDays(1))
        {
            failures.Add("Channels: ConnectionLifetime must be 1 second to 1 day.");
        }

        return failures.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
