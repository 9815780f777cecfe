using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing;

namespace CampaignTasks.Domain.Tests.Messages;

public sealed class ReceiptTests
{
    private static readonly DateTimeOffset Created = Any.Now;
    private static readonly DateTimeOffset Now = Any.Now.AddDays(3);

    [Theory]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("2999-01-01T00:00:00+14:00")]
    public void Time_InTheFuture_IsFiveMinutesAheadAtMost(string at) => Assert.Equal(Now.AddMinutes(5), TimeOf(at));

    [Theory]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    public void Time_BeforeTheMessage_IsADayBeforeItAtMost(string at) => Assert.Equal(Created.AddDays(-1), TimeOf(at));

    [Fact]
    public void Time_ThatIsPossible_Stays()
    {
        foreach (var at in new[] { Created.AddDays(-1), Created, Now, Now.AddMinutes(5) })
        {
            var receipt = Any.Receipt(MessageState.Delivered) with { At = at };
            Assert.Same(receipt, receipt.WithPossibleTime(Created, Now));
        }
    }

    private static DateTimeOffset TimeOf(string at) =>
        (Any.Receipt(MessageState.Delivered) with { At = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture) })
            .WithPossibleTime(Created, Now)
            .At;
}
