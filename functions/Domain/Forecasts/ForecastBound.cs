using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Forecasts;

/// <summary>The main limit on the duration of a run.</summary>
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

    /// <summary>Slots of the same account that other tasks use.</summary>
    OtherTasks,

    /// <summary>No account can send: all are stopped or deleted.</summary>
    Accounts,

    /// <summary>A stage of the roll-out is held: what is forecast begins when it is released.</summary>
    Held,

    /// <summary>The task is paused: what is forecast begins when it is resumed.</summary>
    Paused,
}
