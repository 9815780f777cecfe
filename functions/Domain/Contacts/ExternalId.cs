using System.Diagnostics.CodeAnalysis;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Contacts;

/// <summary>
/// Ids that tenants choose for contacts, orders, products and lists: 1 to 64 characters that need no escaping in a URL. A single dot and
/// two dots are not ids: in a URL they are path segments, which clients remove.
/// </summary>
public static class ExternalId
{
    public const int Longest = 64;

    /// <summary>The form of an id, for messages.</summary>
    public const string Form = "give 1 to 64 letters A to Z, digits and . _ - : @ + =, but not . or .. alone";

    public static bool IsValid([NotNullWhen(true)] string? id) =>
        id is { Length: >= 1 and <= Longest } && id is not ("." or "..") && id.All(IsAllowed);

    /// <summary>Adds an error when an id of a definition is missing or invalid.</summary>
    public static void Check(string? id, string field, ValidationErrors errors)
    {
        if (!IsValid(id))
        {
            errors.Add(field, $"{(id is null ? "The id is missing" : "Not an id")}: {Form}.");
        }
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or ':' or '@' or '+' or '=';
}
