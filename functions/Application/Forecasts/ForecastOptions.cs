using System.ComponentModel.DataAnnotations;

namespace CampaignTasks.Application.Forecasts;

/// <summary>The options of forecasts and dry runs. Bound from the configuration section <c>CampaignTasks</c>.</summary>
internal sealed class ForecastOptions
{
    /// <summary>The forecasts and dry runs of one tenant under way in a process, by default 1; more wait up to five seconds.</summary>
    [Range(1, 1_000)]
    public int ForecastsOfOneTenant { get; set; } = 1;

    /// <summary>The forecasts and dry runs under way in a process, by default 4; more wait up to five seconds.</summary>
    [Range(1, 1_000)]
    public int ForecastsAtOnce { get; set; } = 4;
}
