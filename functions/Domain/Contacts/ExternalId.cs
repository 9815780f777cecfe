using System.Diagnostics.CodeAnalysis;

namespace CampaignTasks.Domain.Contacts;

/// <summary>
/// Ids that tenants bring along, of contacts, orders, products and lists: 1 to 64 characters that stand in an address as they are. A single
/// dot and two are none: in an address they mean a place, and clients take them out.
/// </summary>
public static class ExternalId
{
    public const int Longest = 64;

    /// <summary>How an id must look, for messages.</summary>
    public const string Form = "give 1 to 64 letters A to Z, digits and . _ - : @ + =, but not . or .. alone";

    public static bool IsValid([NotNullWhen(true)] string? id) =>
        id is { Length: >= 1 and <= Longest } && id is not ("." or "..") && id.All(IsAllowed);

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or ':' or '@' or '+' or '=';
}
