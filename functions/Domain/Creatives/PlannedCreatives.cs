using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Creatives;

/// <summary>The checks of a task's creatives.</summary>
public static class PlannedCreatives
{
    /// <summary>Checks the content of each for the task; null when anything is wrong.</summary>
    public static IReadOnlyList<PlannedCreative>? Check(
        IReadOnlyList<PlannedCreative> given,
        ChannelKind channel,
        CreativeUse use,
        ValidationErrors errors
    )
    {
        var before = errors.Count;
        List<PlannedCreative> good = [];
        for (var i = 0; i < given.Count; i++)
        {
            // The fields of a saved creative are corrected there; the task names it.
            var field =
                given.Count > 1 ? $"creatives[{i}]"
                : given[i].Source is null ? "creative"
                : "creativeId";
            if (CreativeValidator.Check(given[i].Content, channel, use, field, errors) is { } content)
            {
                good.Add(given[i] with { Content = content });
            }
        }

        if (good.Sum(creative => CreativeSize.Of(creative.Content)) > CreativeLimits.LargestPlan)
        {
            errors.Add("creatives", "The creatives are too large together: give at most 640 KiB, all languages included.");
        }

        return errors.Count == before ? good : null;
    }
}
