using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Approvals;

/// <summary>The checks of what people write about a review.</summary>
internal static class ReviewTexts
{
    /// <summary>The longest reason or comment.</summary>
    public const int Longest = 1000;

    /// <summary>Checks a reason, which must be given.</summary>
    /// <exception cref="ValidationException">It is missing, too long, or no text that can be kept.</exception>
    public static string Required(string? text, string field)
    {
        var errors = new ValidationErrors();
        if (TextRules.IsInvisible(text))
        {
            errors.Add(field, $"The {field} is missing: give 1 to {Longest} characters.");
        }

        Check(text, field, errors);
        errors.ThrowIfAny();
        return text!.Trim();
    }

    /// <summary>Checks a comment, which may be missing: a blank one is none.</summary>
    public static string? Optional(string? text, string field, ValidationErrors errors)
    {
        Check(text, field, errors);
        return TextRules.IsInvisible(text) ? null : text!.Trim();
    }

    private static void Check(string? text, string field, ValidationErrors errors)
    {
        if (text?.Trim().Length > Longest)
        {
            errors.Add(field, $"The {field} is too long: give at most {Longest} characters.");
        }

        TextRules.CheckBlock(text, field, errors);
    }
}
