using System.Collections.Frozen;
using CampaignTasks.Channels.Http;

namespace CampaignTasks.Channels.Vk;

/// <summary>The subjects of VK's error codes. A code that is not here is about the message.</summary>
/// <remarks>
/// Source: <c>errors.json</c> of VK's API schema 5.199. VK knows a repeat by its <c>random_id</c>, so that its own failures may be tried
/// again.
/// </remarks>
internal static class VkErrors
{
    private static readonly FrozenDictionary<string, ErrorClass> Codes = new Dictionary<string, ErrorClass>
    {
        // Unknown error; internal server error.
        ["1"] = ErrorClass.Outage,
        ["10"] = ErrorClass.Outage,
        // Too many requests per second; flood control; rate limit reached.
        ["6"] = ErrorClass.Pace,
        ["9"] = ErrorClass.Pace,
        ["29"] = ErrorClass.Pace,
        // Authorization failed; permission denied; captcha; access denied; validation required; group and application authorization.
        ["5"] = ErrorClass.Account,
        ["7"] = ErrorClass.Account,
        ["14"] = ErrorClass.Account,
        ["15"] = ErrorClass.Account,
        ["17"] = ErrorClass.Account,
        ["27"] = ErrorClass.Account,
        ["28"] = ErrorClass.Account,
        // The community's messages or its bots are switched off.
        ["912"] = ErrorClass.Account,
        // User was deleted or banned; invalid user id; contact not found.
        ["18"] = ErrorClass.NoRecipient,
        ["113"] = ErrorClass.NoRecipient,
        ["936"] = ErrorClass.NoRecipient,
        // Blacklist; no permission from the user; the user's privacy settings.
        ["900"] = ErrorClass.OptedOut,
        ["901"] = ErrorClass.OptedOut,
        ["902"] = ErrorClass.OptedOut,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static ErrorClass Of(string code) => Codes.GetValueOrDefault(code, ErrorClass.Message);
}
