using NodaTime;

namespace CampaignTasks.Domain.Forecasts;

/// <summary>The messages of one local day.</summary>
public sealed record ForecastDay(LocalDate Date, int Messages);
