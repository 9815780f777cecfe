using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Forecasts;

/// <summary>What makes a run last as long as it does.</summary>
[JsonConverter(typeof(EnumNameConverter<ForecastBound>))]
public enum ForecastBound
{
    /// <summary>Nothing but the speed of sending.</summary>
    None,

    /// <summary>The hours and days in which messages may leave.</summary>
    Window,

    /// <summary>The pause between messages.</summary>
    Pause,

    /// <summary>The rate per second.</summary>
    Rate,

    /// <summary>A daily limit.</summary>
    DailyLimit,

    /// <summary>Slots that other tasks take on the same account.</summary>
    OtherTasks,

    /// <summary>No account can send: all are stopped or gone.</summary>
    Accounts,

    /// <summary>The task is paused: what is forecast begins when it is resumed.</summary>
    Paused,
}
