using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Forecasts;

/// <summary>The check of the annotations of <see cref="ForecastOptions"/>, before the first request.</summary>
[OptionsValidator]
internal sealed partial class ForecastOptionsValidator : IValidateOptions<ForecastOptions>;
