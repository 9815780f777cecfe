namespace CampaignTasks.Domain.Validation;

/// <summary>An error: a caller's definition is not valid.</summary>
/// <param name="errors">All errors.</param>
public sealed class ValidationException(ValidationErrors errors) : Exception("The definition is not valid.")
{
    /// <summary>All errors, by field.</summary>
    public ValidationErrors Errors => errors;
}
