using System.Collections.Frozen;
using System.Text.RegularExpressions;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Creatives;

/// <summary>
/// The names of variables. One that can have no value, or is a likely slip for another one, is a fault: its default would stand in for
/// everybody.
/// </summary>
internal static partial class VariableNames
{
    private const string Attributes = "attributes";

    /// <summary>The names that texts share with the guide: the fields, and the attributes that nearly every company has.</summary>
    private static readonly FrozenDictionary<string, string> Known = new[]
    {
        "address",
        "campaign",
        "country",
        "email",
        "firstName",
        "language",
        "lastName",
        "phone",
        "timeZone",
        "unsubscribeUrl",
    }.ToFrozenDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The spellings of other systems.</summary>
    private static readonly FrozenDictionary<string, string> Foreign = new Dictionary<string, string>
    {
        ["emailaddress"] = "email",
        ["first"] = "firstName",
        ["fname"] = "firstName",
        ["givenname"] = "firstName",
        ["namefirst"] = "firstName",
        ["familyname"] = "lastName",
        ["last"] = "lastName",
        ["lname"] = "lastName",
        ["namelast"] = "lastName",
        ["surname"] = "lastName",
        ["mobile"] = "phone",
        ["phonenumber"] = "phone",
        ["unsub"] = "unsubscribeUrl",
        ["unsubscribe"] = "unsubscribeUrl",
        ["unsubscribelink"] = "unsubscribeUrl",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The words that other systems put before a person's fields.</summary>
    private static readonly FrozenSet<string> Owners = new[]
    {
        "contact",
        "customer",
        "lead",
        "member",
        "person",
        "profile",
        "recipient",
        "subscriber",
        "user",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Says what is wrong with a variable, and what is meant; null when nothing is.</summary>
    /// <param name="path">All parts of its name, with dots between them.</param>
    public static string? FaultOf(string path)
    {
        if (DataVariables.IsPath(path))
        {
            return null;
        }

        string[] parts = path.Split('.');
        var isAttribute = parts.Length > 1 && parts[0].Equals(Attributes, StringComparison.OrdinalIgnoreCase);
        parts = isAttribute ? parts[1..] : parts;
        if (parts is [var value, "size" or "first" or "last"] && (isAttribute || !Owners.Contains(value)))
        {
            parts = [value];
        }

        var (shown, name) = (TextRules.Abbreviate(path), parts[0]);
        return parts.Length > 1 && isAttribute && ContactAttributes.IsName(name)
                ? $"'{shown}' is no variable: an attribute is one value without parts of its own, so write attributes.{name}."
            : parts.Length > 1 ? $"'{shown}' is no variable: write {Suggest(path)}. A name has no dots, except as in attributes.firstName."
            : isAttribute && ContactAttributes.IsName(name) ? null
            : name.Equals(Attributes, StringComparison.OrdinalIgnoreCase)
                ? "'attributes' is no value by itself: write the name of one behind it, as in attributes.firstName."
            : !ContactAttributes.IsName(name)
                ? $"'{shown}' is no name of a variable, which has a letter, then letters, digits and underscores: write {Suggest(path)}."
            : Meant(name) is { } meant
                ? $"There is no variable '{shown}': did you mean {meant}? An attribute of that very name is written attributes.{shown}."
            : null;
    }

    /// <summary>Returns the name here of a variable as other systems write it.</summary>
    public static string Suggest(string foreign)
    {
        List<string> words = [.. Word().Matches(foreign).Select(word => word.Value).Where(word => word is not Attributes)];
        if (words.Count > 1 && Owners.Contains(words[0]))
        {
            words.RemoveAt(0);
        }

        // The whole of it, then less and less of its beginning: user.profile.first_name is firstName.
        for (var start = 0; start < words.Count; start++)
        {
            if (Find(string.Concat(words.Skip(start))) is { } known)
            {
                return known;
            }
        }

        var last = Word().Matches(foreign.Split('.')[^1]).Select(word => word.Value).ToList();
        var name = string.Concat(last.Select((word, i) => i is 0 ? Lower(word) : $"{char.ToUpperInvariant(word[0])}{Lower(word[1..])}"));
        return ContactAttributes.IsName(name) ? name : "firstName";
    }

    /// <summary>
    /// The known variable that a name misspells: <c>first_name</c> and <c>userFirstName</c> mean <c>firstName</c>. Null when it is known,
    /// or means none.
    /// </summary>
    private static string? Meant(string name)
    {
        if (Known.ContainsKey(name))
        {
            return null;
        }

        var folded = name.Replace("_", "", StringComparison.Ordinal);
        return Known.GetValueOrDefault(folded)
            ?? Owners
                .Where(owner => folded.StartsWith(owner, StringComparison.OrdinalIgnoreCase))
                .Select(owner => Known.GetValueOrDefault(folded[owner.Length..]))
                .FirstOrDefault(known => known is not null);
    }

    private static string? Find(string folded) => Known.GetValueOrDefault(folded) ?? Foreign.GetValueOrDefault(folded);

    private static string Lower(string word) => word.ToLowerInvariant();

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
