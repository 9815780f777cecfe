using System.Globalization;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Rollouts;

/// <summary>The limits of a stage, in percent of its recipients: a figure above its limit holds the task.</summary>
/// <param name="FailedPercent">Messages that ended failed, for whatever reason.</param>
/// <param name="BouncedPercent">Messages that the provider accepted and then reported as failed; they count as failed, too.</param>
/// <param name="UnsubscribedPercent">Recipients who unsubscribed by the message or in answer to it.</param>
public sealed record HoldLimits(decimal? FailedPercent = null, decimal? BouncedPercent = null, decimal? UnsubscribedPercent = null)
{
    /// <summary>Finds the first limit that is passed.</summary>
    /// <param name="figures">The results of the stage so far.</param>
    /// <param name="now">The time of the look.</param>
    /// <returns>The hold; null when every figure is within its limit.</returns>
    public StageHold? Check(StageFigures figures, DateTimeOffset now) =>
        Check("failedPercent", "messages failed", figures.Failed, FailedPercent, figures, now)
        ?? Check("bouncedPercent", "messages bounced", figures.Bounced, BouncedPercent, figures, now)
        ?? Check("unsubscribedPercent", "recipients unsubscribed", figures.Unsubscribed, UnsubscribedPercent, figures, now);

    /// <summary>Returns the most messages of so many recipients that may fail without a hold; null for any number.</summary>
    /// <param name="recipients">The number of recipients of the stage.</param>
    public int? FailuresAllowed(int recipients) => FailedPercent is { } percent ? (int)Math.Floor(percent * recipients / 100) : null;

    /// <summary>Checks limits that a caller gives.</summary>
    /// <param name="field">The path of the limits.</param>
    /// <param name="errors">Gets what is wrong.</param>
    internal void Check(string field, ValidationErrors errors)
    {
        if (this == new HoldLimits())
        {
            errors.Add(
                field,
                "There is no limit: give at least one of failedPercent, bouncedPercent and unsubscribedPercent, or leave holdIf out."
            );
        }

        CheckPercent(FailedPercent, $"{field}.failedPercent", errors);
        CheckPercent(BouncedPercent, $"{field}.bouncedPercent", errors);
        CheckPercent(UnsubscribedPercent, $"{field}.unsubscribedPercent", errors);
    }

    private static void CheckPercent(decimal? percent, string field, ValidationErrors errors)
    {
        if (percent is < 0 or >= 100)
        {
            errors.Add(field, "The limit is out of range: give 0 to less than 100 percent, or leave it out for no limit.");
        }
    }

    private static StageHold? Check(string code, string what, int count, decimal? limit, StageFigures figures, DateTimeOffset now) =>
        limit is { } percent && count * 100m > percent * figures.Recipients
            ? new StageHold(
                code,
                string.Create(CultureInfo.InvariantCulture, $"{count} of {figures.Recipients} {what}, more than {percent} percent"),
                now
            )
            : null;
}
