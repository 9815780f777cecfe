using System.Diagnostics.CodeAnalysis;

namespace CampaignTasks.Domain.Push;

/// <summary>The address on the channel push of a browser's subscription: <c>web_</c> and its id. Others are tokens of apps.</summary>
public static class PushAddress
{
    private const string Prefix = "web_";
    private const int IdLength = 32;

    /// <summary>Gets the address of a subscription.</summary>
    public static string Of(string id) => Prefix + id;

    /// <summary>Reads the id of a subscription from an address; false for a token of an app.</summary>
    public static bool TryParse(string? address, [NotNullWhen(true)] out string? id)
    {
        id = address?.StartsWith(Prefix, StringComparison.Ordinal) is true ? address[Prefix.Length..] : null;
        if (id is null || !IsId(id))
        {
            id = null;
        }

        return id is not null;
    }

    /// <summary>Returns true for what can be the id of a subscription.</summary>
    public static bool IsId(string text) => text.Length is IdLength && text.All(char.IsAsciiHexDigitLower);
}
