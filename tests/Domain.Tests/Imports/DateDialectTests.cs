using CampaignTasks.Domain.Imports;

namespace CampaignTasks.Domain.Tests.Imports;

public sealed class DateDialectTests
{
    [Theory]
    [InlineData("2026-03-05", "2026-03-05")]
    [InlineData("2026/3/5", "2026-03-05")]
    [InlineData("2026-03-05T10:00:00+01:00", "2026-03-05T10:00:00+01:00")]
    [InlineData("2026-03-05T10:00:00Z", "2026-03-05T10:00:00Z")]
    [InlineData("2026-03-05 10:00", "2026-03-05T10:00:00")]
    [InlineData("5.3.2026", "2026-03-05")]
    [InlineData("05.03.2026 9:30:15", "2026-03-05T09:30:15")]
    [InlineData("31/12/2026", "2026-12-31")]
    [InlineData("12/31/2026", "2026-12-31")]
    [InlineData("5-5-2026", "2026-05-05")]
    [InlineData("29.02.2028", "2028-02-29")]
    public void Date_ThatCanBeReadOneWay_IsReadThatWay(string cell, string date)
    {
        Assert.Equal(date, DateDialect.Of([]).Read(cell, out var fault));
        Assert.Null(fault);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("31.02.2026")]
    [InlineData("29/02/2026")]
    [InlineData("2026-13-01")]
    [InlineData("31.12.26")]
    [InlineData("46023")]
    [InlineData("13/13/2026")]
    [InlineData("12.31.2026")]
    [InlineData("0000-01-01")]
    [InlineData("5.3/2026")]
    [InlineData("2026-03-05 24:30")]
    [InlineData("20260305")]
    [InlineData("2026-05-01 10:00 PM")]
    [InlineData("12/31/2026 10:00 PM")]
    [InlineData("10:00 PM")]
    [InlineData("")]
    public void Text_ThatIsNoDate_IsAFaultThatShowsIt(string cell)
    {
        Assert.Null(DateDialect.Of([]).Read(cell, out var fault));
        Assert.Equal(
            $"'{cell}' is no date: write year, month and day, as in 2026-12-31, and a time with 24 hours, as in 2026-12-31 22:00 or 2026-12-31T22:00:00Z.",
            fault
        );
    }

    [Theory]
    [InlineData("31/12/2026", "2026-03-05")]
    [InlineData("12/31/2026", "2026-05-03")]
    [InlineData("31/12/2026 12/31/2026", null)]
    [InlineData("1/2/2026", null)]
    [InlineData("31/02/2026", "2026-03-05")]
    public void DayAndMonthUpTo12_AreWhatTheFilesOtherDatesSay_ElseAFault(string others, string? date)
    {
        var read = DateDialect.Of(others.Split(' ')).Read("05/03/2026", out var fault);

        Assert.Equal(date, read);
        Assert.Equal(date is null ? "'05/03/2026' is 2026-03-05 or 2026-05-03: write it like that." : null, fault);
    }
}
