using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Creatives;

/// <summary>The checks of a creative for its channel.</summary>
public static class CreativeValidator
{
    private const int MaxTemplateVariables = 100;

    private const int LongestVariableName = 100;

    /// <summary>
    /// Checks a creative with its languages and returns it without its blank parts and with its body prepared; null when anything is
    /// wrong.
    /// </summary>
    /// <param name="given">As the caller gives it.</param>
    /// <param name="channel">The channel it is for.</param>
    /// <param name="use">What its recipients are sure to have.</param>
    /// <param name="field">The path of the creative.</param>
    /// <param name="errors">Gets what is wrong.</param>
    public static Creative? Check(Creative given, ChannelKind channel, CreativeUse use, string field, ValidationErrors errors)
    {
        var before = errors.Count;
        var creative = CheckContent(WithoutBlanks(given), channel, use, field, errors);
        if (errors.Count == before)
        {
            creative = creative with { Languages = CheckLanguages(creative, given.Languages, channel, use, field, errors) };
        }

        if (CreativeSize.Of(creative) > CreativeLimits.LargestCreative)
        {
            errors.Add(field, "The creative is too large: with all its languages and what is made of its HTML, give at most 512 KiB.");
        }

        return errors.Count == before ? creative : null;
    }

    private static Creative CheckContent(Creative creative, ChannelKind channel, CreativeUse use, string field, ValidationErrors errors)
    {
        var before = errors.Count;
        CreativeFields.CheckKnown(creative, channel, field, errors);
        if (channel is ChannelKind.Email)
        {
            CheckEmail(creative, field, errors);
        }
        else
        {
            CheckMessage(creative, field, errors);
        }

        CheckTexts(creative, field, errors);
        CreativeUrls.Check(creative.ImageUrl, $"{field}.imageUrl", errors);
        CreativeUrls.Check(creative.RedirectUrl, $"{field}.redirectUrl", errors);
        if (
            CompiledContent.TryCompile(creative with { Prepared = null }, channel, use, field, errors) is not null
            && errors.Count == before
        )
        {
            return creative with { Prepared = BodyPreparation.Prepare(creative, field, errors) };
        }

        return creative;
    }

    private static Dictionary<string, Creative>? CheckLanguages(
        Creative basis,
        IReadOnlyDictionary<string, Creative>? given,
        ChannelKind channel,
        CreativeUse use,
        string field,
        ValidationErrors errors
    )
    {
        if (given is null or { Count: 0 })
        {
            return null;
        }

        if (given.Count > CreativeLimits.MostLanguages)
        {
            errors.Add($"{field}.languages", $"There are too many languages: give at most {CreativeLimits.MostLanguages}.");
            return null;
        }

        var checkedOnes = new Dictionary<string, Creative>(StringComparer.OrdinalIgnoreCase);
        foreach (var (tag, variant) in given)
        {
            var path = $"{field}.languages.{tag}";
            if (!LanguageTag.IsOne(tag))
            {
                errors.Add(path, LanguageTag.Fault);
                continue;
            }

            var own = WithoutBlanks(variant);
            var whole = CheckContent(basis.With(own), channel, use, path, errors);
            if (!checkedOnes.TryAdd(tag, own with { Prepared = whole.Prepared }))
            {
                errors.Add(path, "The language is given twice, in other letters: leave one out.");
            }
        }

        // As they were given: a dictionary that ignores case would not be read back as one.
        return new(checkedOnes, StringComparer.Ordinal);
    }

    private static Creative WithoutBlanks(Creative given) =>
        given with
        {
            Subject = TextRules.NullIfBlank(given.Subject),
            Text = TextRules.NullIfBlank(given.Text),
            Html = TextRules.NullIfBlank(given.Html),
            TemplateId = TextRules.NullIfBlank(given.TemplateId),
            TemplateVariables = given.TemplateVariables is { Count: > 0 } ? given.TemplateVariables : null,
            Title = TextRules.NullIfBlank(given.Title),
            Preheader = TextRules.NullIfBlank(given.Preheader),
            ImageUrl = TextRules.NullIfBlank(given.ImageUrl?.Trim()),
            RedirectUrl = TextRules.NullIfBlank(given.RedirectUrl?.Trim()),
            Languages = null,
            Prepared = null,
        };

    private static void CheckEmail(Creative creative, string field, ValidationErrors errors)
    {
        if (creative.Subject is null)
        {
            errors.Add($"{field}.subject", "An e-mail needs a subject: give one line.");
        }

        if (creative.Text is null && creative.Html is null)
        {
            errors.Add($"{field}.text", "An e-mail needs a body: give text, html or both.");
        }

        if (creative is { Html: null, Preheader: not null })
        {
            errors.Add($"{field}.preheader", "A preheader is part of the HTML: give html, too, or leave it out.");
        }

        if (creative is { Html: null, InlineStyles: true })
        {
            errors.Add($"{field}.inlineStyles", "There are no styles to inline without HTML: give html, too, or leave it out.");
        }
    }

    private static void CheckMessage(Creative creative, string field, ValidationErrors errors)
    {
        switch (creative)
        {
            case { Text: null, TemplateId: null }:
                errors.Add($"{field}.text", "The message says nothing: give text, or the templateId of a template kept by the provider.");
                break;
            case { Text: not null, TemplateId: not null }:
                errors.Add($"{field}.templateId", "The message has both text and a template, and only one can be sent: leave one out.");
                break;
            case { TemplateId: null, TemplateVariables: not null }:
                errors.Add(
                    $"{field}.templateVariables",
                    "There is no template for these variables: give its templateId, or leave them out."
                );
                break;
        }
    }

    private static void CheckTexts(Creative creative, string field, ValidationErrors errors)
    {
        TextRules.CheckLine(creative.Subject, $"{field}.subject", errors);
        TextRules.CheckBlock(creative.Text, $"{field}.text", errors);
        if (creative.Text is { } text && !VisibleContent.IsIn(text))
        {
            errors.Add($"{field}.text", "The text shows nothing: give words, or leave it out.");
        }

        TextRules.CheckBlock(creative.Html, $"{field}.html", errors);
        TextRules.CheckLine(creative.Title, $"{field}.title", errors);
        TextRules.CheckLine(creative.Preheader, $"{field}.preheader", errors);
        Size(creative.Title, CreativeLimits.LargestText, "64 KiB", $"{field}.title", errors);
        if (creative.Preheader?.Length > CreativeLimits.LongestPreheader)
        {
            errors.Add($"{field}.preheader", $"The preheader is too long: give at most {CreativeLimits.LongestPreheader} characters.");
        }

        TextRules.CheckLine(creative.TemplateId, $"{field}.templateId", errors);
        Size(creative.Subject, CreativeLimits.LargestText, "64 KiB", $"{field}.subject", errors);
        Size(creative.Text, CreativeLimits.LargestText, "64 KiB", $"{field}.text", errors);
        Size(creative.Html, CreativeLimits.LargestHtml, "256 KiB", $"{field}.html", errors);
        if (TextLength.IsOver(creative.TemplateId, 100))
        {
            errors.Add($"{field}.templateId", "The template id is too long: give at most 100 characters.");
        }

        CheckVariables(creative, field, errors);
    }

    private static void CheckVariables(Creative creative, string field, ValidationErrors errors)
    {
        if (creative.TemplateVariables?.Count > MaxTemplateVariables)
        {
            errors.Add($"{field}.templateVariables", $"There are too many template variables: give at most {MaxTemplateVariables}.");
            return;
        }

        foreach (var (name, value) in creative.TemplateVariables ?? new Dictionary<string, string>())
        {
            if (TextLength.IsOver(name, LongestVariableName))
            {
                errors.Add($"{field}.templateVariables", $"A variable's name is too long: give at most {LongestVariableName} characters.");
                return;
            }

            var path = $"{field}.templateVariables.{name}";
            if (TextRules.IsInvisible(value))
            {
                errors.Add(path, "The value is missing: give a text, because the provider refuses a blank one.");
                continue;
            }

            if (value.AsSpan().ContainsAny('\n', '\r', '\t') || value.Contains("     ", StringComparison.Ordinal))
            {
                errors.Add(
                    path,
                    "The value has a line break, a tab or more than four blanks in a row, which WhatsApp refuses: write it on one line."
                );
            }

            TextRules.CheckBlock(value, path, errors);
            Size(value, CreativeLimits.LargestText, "64 KiB", path, errors);
        }
    }

    private static void Size(string? text, int most, string name, string field, ValidationErrors errors)
    {
        if (text is not null && TextLength.Octets(text) > most)
        {
            errors.Add(field, $"The text is too large: give at most {name}.");
        }
    }
}
