using System.Globalization;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Audiences;

/// <summary>
/// The comparisons of a segment that could not hold because a contact's attribute is of another kind, as with <c>"42"</c> and 42, or
/// because no contact has the attribute. Such a segment is valid, and usually not what was meant.
/// </summary>
public sealed class SegmentHints
{
    private const int MaxHints = 20;
    private const int LongestExample = 40;
    private const int MaxNames = 1000;

    private readonly Dictionary<(string Attribute, string Wanted, string Found), (int Contacts, AttributeValue Example)> _misses = [];

    // The attributes that rules ask for, and whether a contact had them; the names that contacts have where one was missing.
    private readonly Dictionary<string, bool> _found = new(ContactAttributes.Names);
    private readonly HashSet<string> _names = new(ContactAttributes.Names);

    /// <summary>The hints, as sentences.</summary>
    public IReadOnlyList<string> Texts =>
        [
            .. _found.Where(attribute => !attribute.Value).Select(attribute => MissingEverywhere(attribute.Key)),
            .. _misses.Select(miss =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The attribute {miss.Key.Attribute} is compared with {miss.Key.Wanted}, but {Contacts(miss.Value.Contacts)} {Words(miss.Value.Example)}: the comparison never holds for such a contact. Store the attribute as {miss.Key.Wanted}."
                )
            ),
        ];

    internal void Note(AttributeRule rule, AttributeValue? value, Contact? contact)
    {
        if (value is not null)
        {
            NoteKind(rule, value);
        }

        // Who asks for contacts without it expects that.
        if (rule.Exists is not false && (_found.ContainsKey(rule.Name!) || _found.Count < MaxHints))
        {
            _found[rule.Name!] = value is not null || _found.GetValueOrDefault(rule.Name!);
            if (value is null && _names.Count < MaxNames)
            {
                _names.UnionWith(contact?.Attributes.Keys ?? []);
            }
        }
    }

    private string MissingEverywhere(string name) =>
        $"No contact that was looked at has the attribute {name}: "
        + (
            ContactAttributes.Similar(name, _names) is { } similar
                ? $"did you mean {similar}?"
                : "check its name, or store it with the contacts."
        );

    private void NoteKind(AttributeRule rule, AttributeValue value)
    {
        if (Wanted(rule) is { } wanted && wanted != KindOf(value))
        {
            var key = (rule.Name!, wanted, KindOf(value));
            if (_misses.TryGetValue(key, out var miss))
            {
                _misses[key] = miss with { Contacts = miss.Contacts + 1 };
            }
            else if (_misses.Count < MaxHints)
            {
                _misses[key] = (1, value);
            }
        }
    }

    private static string? Wanted(AttributeRule rule) =>
        rule switch
        {
            { AtLeast: not null } or { AtMost: not null } => "a number",
            { Contains: not null } => "a text",
            { Is: { } value } => KindOf(value),
            _ => null,
        };

    private static string KindOf(AttributeValue value) =>
        value switch
        {
            AttributeValue.Number => "a number",
            AttributeValue.Flag => "true or false",
            _ => "a text",
        };

    private static string Contacts(int count) =>
        count is 1 ? "1 contact has" : string.Create(CultureInfo.InvariantCulture, $"{count} contacts have");

    private static string Words(AttributeValue value)
    {
        var text = TextRules.Truncate(value.ToString(), LongestExample);
        return value is AttributeValue.Text ? $"a text, as in \"{text}\"" : $"{KindOf(value)}, as in {text}";
    }
}
