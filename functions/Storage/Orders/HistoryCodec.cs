using System.Globalization;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Orders;

/// <summary>
/// The encoding of a contact's orders in one binary value: version, count, then per order its id, version, time in milliseconds, status,
/// country, campaign, currency and items. Empty texts stand for missing values.
/// </summary>
internal static class HistoryCodec
{
    private const byte Format = 1;

    // Times before 1970 occur in sales history.
    private const long Epoch = 62135596800_000;

    public static byte[] Write(OrderHistory history)
    {
        var pack = new PackWriter(4096);
        try
        {
            pack.Byte(Format);
            pack.Number(history.Orders.Count);
            foreach (var order in history.Orders)
            {
                Write(ref pack, order);
            }

            return pack.Written.ToArray();
        }
        finally
        {
            pack.Dispose();
        }
    }

    /// <exception cref="InvalidDataException">The bytes are not what was written.</exception>
    public static OrderHistory Read(ReadOnlySpan<byte> bytes)
    {
        var pack = new PackReader(bytes);
        if (pack.Byte() is not Format)
        {
            throw new InvalidDataException("A contact's orders were not written by this version.");
        }

        var orders = new Order[pack.Count()];
        for (var i = 0; i < orders.Length; i++)
        {
            orders[i] = Read(ref pack);
        }

        return new OrderHistory(orders);
    }

    private static void Write(ref PackWriter pack, Order order)
    {
        pack.Text(order.Id);
        pack.Number(order.Version);
        pack.Number(order.At.ToUnixTimeMilliseconds() + Epoch);
        pack.Byte((byte)order.Status);
        pack.Text(order.Country ?? "");
        pack.Text(order.Campaign ?? "");
        pack.Text(order.Currency);
        pack.Number(order.Items.Count);
        foreach (var item in order.Items)
        {
            pack.Text(item.Product);
            pack.Number(item.Quantity);
            pack.Text(item.Price.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static Order Read(ref PackReader pack)
    {
        var (id, version, at, status) = (pack.Text(), pack.Number(), pack.Number() - Epoch, (OrderStatus)pack.Byte());
        var (country, campaign, currency) = (pack.Text(), pack.Text(), pack.Text());
        var items = new OrderItem[pack.Count()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = new(pack.Text(), (int)pack.Number(), decimal.Parse(pack.Text(), CultureInfo.InvariantCulture));
        }

        return new(
            id,
            version,
            DateTimeOffset.FromUnixTimeMilliseconds(at),
            status,
            country.Length is 0 ? null : country,
            campaign.Length is 0 ? null : campaign,
            currency,
            items
        );
    }
}
