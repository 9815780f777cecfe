namespace CampaignTasks.Domain.Validation;

/// <summary>A caller's definition is not valid.</summary>
/// <param name="errors">Everything that is wrong with it.</param>
public sealed class ValidationException(ValidationErrors errors) : Exception("The definition is not valid.")
{
    /// <summary>Everything that is wrong, by field.</summary>
    public ValidationErrors Errors => errors;
}
