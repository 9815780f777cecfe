using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Contacts;

/// <summary>The checks of a contact's addresses.</summary>
internal static class ContactAddresses
{
    /// <summary>The field that gives one phone number for all channels that use one.</summary>
    private const string Phone = "phone";

    private static readonly Dictionary<string, ChannelKind> Channels = Enum.GetValues<ChannelKind>()
        .ToDictionary(channel => channel.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    public static IReadOnlyDictionary<ChannelKind, string> Check(
        IReadOnlyDictionary<string, string?>? given,
        IReadOnlyDictionary<ChannelKind, string>? kept,
        string? country,
        ValidationErrors errors
    )
    {
        var addresses = new Dictionary<ChannelKind, string>(kept ?? new Dictionary<ChannelKind, string>());

        // The common number first, so that a channel's own number wins.
        foreach (var (name, text) in (given ?? new Dictionary<string, string?>()).OrderBy(address => address.Key is not Phone))
        {
            foreach (var channel in ChannelsOf(name, "addresses", errors))
            {
                if (text is null)
                {
                    addresses.Remove(channel);
                }
                else if (TextRules.IsInvisible(text))
                {
                    errors.Add($"addresses.{name}", "The address is empty: give one. Null removes it.");
                }
                else if (ChannelAddress.Normalize(channel, text, country) is var reading && reading.Address is { } address)
                {
                    addresses[channel] = address;
                }
                else
                {
                    errors.Add($"addresses.{name}", reading.Fault!);
                }
            }
        }

        return addresses;
    }

    public static IReadOnlyList<ChannelKind> ChannelsOf(string name, string field, ValidationErrors errors)
    {
        if (name is Phone)
        {
            return [ChannelKind.Sms, ChannelKind.Whatsapp];
        }

        if (Channels.TryGetValue(name, out var channel))
        {
            return [channel];
        }

        errors.Add(
            $"{field}.{(name.Length <= 60 ? name : name[..60])}",
            $"There is no such channel: give one of phone, {string.Join(", ", Channels.Keys)}."
        );
        return [];
    }
}
