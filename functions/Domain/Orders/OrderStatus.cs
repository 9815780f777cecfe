using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Orders;

/// <summary>The status of an order. The numbers are stored: never renumber.</summary>
[JsonConverter(typeof(EnumNameConverter<OrderStatus>))]
public enum OrderStatus : byte
{
    Pending = 0,
    Successful = 1,
    Failed = 2,
    Refunded = 3,
    Canceled = 4,
}
