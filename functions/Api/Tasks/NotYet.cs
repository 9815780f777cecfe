using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Api.Tasks;

/// <summary>Fields that the API has a name for and this version does not carry out: refused rather than ignored.</summary>
internal static class NotYet
{
    public static void Refuse(bool given, string field, string what, ValidationErrors errors)
    {
        if (given)
        {
            errors.Add(field, $"{what} not supported yet: leave the field out.");
        }
    }
}
