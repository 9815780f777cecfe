using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Creatives;

/// <summary>The checks of a creative for its channel.</summary>
public static class CreativeValidator
{
    private const int MaxTemplateVariables = 100;

    private const int LongestVariableName = 100;

    /// <summary>Checks a creative and returns it without its blank parts; null when anything is wrong.</summary>
    /// <param name="given">As the caller gives it.</param>
    /// <param name="channel">The channel it is for.</param>
    /// <param name="use">What its recipients are sure to have.</param>
    /// <param name="field">The path of the creative.</param>
    /// <param name="errors">Gets what is wrong.</param>
    public static Creative? Check(Creative given, ChannelKind channel, CreativeUse use, string field, ValidationErrors errors)
    {
        var before = errors.Count;
        var creative = given with
        {
            Subject = TextRules.NullIfBlank(given.Subject),
            Text = TextRules.NullIfBlank(given.Text),
            Html = TextRules.NullIfBlank(given.Html),
            TemplateId = TextRules.NullIfBlank(given.TemplateId),
            TemplateVariables = given.TemplateVariables is { Count: > 0 } ? given.TemplateVariables : null,
        };
        if (channel is ChannelKind.Email)
        {
            CheckEmail(creative, field, errors);
        }
        else
        {
            CheckMessage(creative, field, errors);
        }

        CheckTexts(creative, field, errors);
        CompiledCreative.TryCompile(creative, channel, use, field, errors);
        return errors.Count == before ? creative : null;
    }

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

        if (creative.TemplateId is not null || creative.TemplateVariables is not null)
        {
            errors.Add(
                $"{field}.templateId",
                "E-mail has no templates kept by the provider: leave templateId and templateVariables out and give text or html."
            );
        }
    }

    private static void CheckMessage(Creative creative, string field, ValidationErrors errors)
    {
        if (creative.Subject is not null)
        {
            errors.Add($"{field}.subject", "Only e-mail has a subject: leave it out.");
        }

        if (creative.Html is not null)
        {
            errors.Add($"{field}.html", "Only e-mail has html: leave it out and give text.");
        }

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
        TextRules.CheckBlock(creative.Html, $"{field}.html", errors);
        TextRules.CheckLine(creative.TemplateId, $"{field}.templateId", errors);
        Size(creative.Subject, CreativeLimits.LargestText, "64 KiB", $"{field}.subject", errors);
        Size(creative.Text, CreativeLimits.LargestText, "64 KiB", $"{field}.text", errors);
        Size(creative.Html, CreativeLimits.LargestHtml, "256 KiB", $"{field}.html", errors);
        if (TextLength.IsOver(creative.TemplateId, 100))
        {
            errors.Add($"{field}.templateId", "The template id is too long: give at most 100 characters.");
        }

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
