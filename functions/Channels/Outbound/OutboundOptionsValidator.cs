using Microsoft.Extensions.Options;

namespace CampaignTasks.Channels.Outbound;

internal sealed class OutboundOptionsValidator : IValidateOptions<OutboundOptions>
{
    public ValidateOptionsResult Validate(string? name, OutboundOptions options)
    {
        var bad = HostPattern.Split(options.AllowedHosts).Where(entry => HostPattern.TryParse(entry) is null).ToList();
        return bad.Count is 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"CampaignTasks__Outbound__AllowedHosts: '{string.Join("', '", bad)}' is no host. "
                    + "Give names such as api.example.com, *.example.com for every name below one, or IP addresses, separated by commas."
            );
    }
}
