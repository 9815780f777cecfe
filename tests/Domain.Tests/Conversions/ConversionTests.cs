using CampaignTasks.Domain.Conversions;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Touches;
using CampaignTasks.Testing;

namespace CampaignTasks.Domain.Tests.Conversions;

public sealed class ConversionTests
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(5);

    private static readonly TouchHistory Sent = new([New(0, "first", 0), New(1, "second", 2)]);

    [Theory]
    [InlineData(1, "first")]
    [InlineData(2, "second")]
    [InlineData(7, "second")]
    public void Order_IsTheLastMessagesBeforeIt(int day, string task) =>
        Assert.Equal(task, Conversion.From(Order(day), before: null, Sent, Window)?.TaskId);

    [Theory]
    [InlineData(-1)]
    [InlineData(8)]
    public void Order_OutsideTheWindow_IsNobodys(int day) => Assert.Null(Conversion.From(Order(day), before: null, Sent, Window));

    [Fact]
    public void Order_ThatWasNeverSuccessful_IsNotStored() =>
        Assert.Null(Conversion.From(Order(1) with { Status = OrderStatus.Pending }, before: null, Sent, Window));

    [Fact]
    public void Refund_CountsNoMore_ThoughTheMessageIsForgotten()
    {
        var before = Conversion.From(Order(1), before: null, Sent, Window);

        var after = Conversion.From(Order(1) with { Version = 2, Status = OrderStatus.Refunded }, before, TouchHistory.Empty, Window);

        Assert.Equal(before! with { Version = 2, Counts = false }, after);
    }

    [Fact]
    public void Order_WhoseTimeIsPutRight_IsAttributedAnew()
    {
        var before = Conversion.From(Order(1), before: null, Sent, Window);

        Assert.Equal("second", Conversion.From(Order(3) with { Version = 2 }, before, Sent, Window)?.TaskId);
        Assert.False(Conversion.From(Order(30) with { Version = 2 }, before, Sent, Window)?.Counts);
    }

    private static Order Order(int day) =>
        new("o1", 1, Any.Now.AddDays(day), OrderStatus.Successful, null, null, "EUR", [new OrderItem("p1", 2, 5)]);

    private static Touch New(int index, string task, int day) =>
        new(new MessageId(Any.RunId, 0, index), task, ChannelKind.Email, Any.Now.AddDays(day));
}
