using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Exports;

/// <summary>The position at which an export goes on: the id of the last row that the caller has.</summary>
internal static class ExportPosition
{
    /// <summary>The name of the query parameter.</summary>
    public const string Field = "after";

    /// <summary>Creates the refusal of a position.</summary>
    public static ValidationException Invalid(string message)
    {
        var errors = new ValidationErrors();
        errors.Add(Field, message);
        return new ValidationException(errors);
    }
}
