using CampaignTasks.Domain.Forecasts;

namespace CampaignTasks.Application.Forecasts;

/// <summary>The forecast of a task that is not stored.</summary>
/// <param name="Forecast">The forecast.</param>
/// <param name="Messages">
/// The messages of its first run as they leave; null for more than <see cref="DryRun.MaxMessages"/> recipients.
/// </param>
internal sealed record DryRunResult(Forecast Forecast, IReadOnlyList<DryRunMessage>? Messages);
