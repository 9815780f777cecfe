using CampaignTasks.Application.Forecasts;

namespace CampaignTasks.Api.Forecasts;

/// <summary>The forecast of a task that is not stored.</summary>
/// <param name="Forecast">What is expected of it.</param>
/// <param name="Messages">When each message of its first run leaves, in that order; null for more than 10,000 recipients.</param>
internal sealed record DryRunView(ForecastView Forecast, IReadOnlyList<DryRunMessageView>? Messages)
{
    public static DryRunView From(DryRunResult result) =>
        new(ForecastView.From(result.Forecast), result.Messages is { } messages ? [.. messages.Select(DryRunMessageView.From)] : null);
}
