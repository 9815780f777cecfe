using CampaignTasks.Storage.Tables;

namespace CampaignTasks.Storage.Tests.Tables;

public sealed class TableFilterTests
{
    [Fact]
    public void Literals_AreTypedAndQuoted()
    {
        var at = new DateTimeOffset(2026, 11, 21, 3, 0, 0, TimeSpan.FromHours(3)).AddTicks(1);

        Assert.Equal("A eq 'it''s ''x'''", TableClient.CreateQueryFilter($"A eq {"it's 'x'"}"));
        Assert.Equal("A eq -5", TableClient.CreateQueryFilter($"A eq {-5}"));
        Assert.Equal("A eq -5L", TableClient.CreateQueryFilter($"A eq {-5L}"));
        Assert.Equal("A eq 2.0", TableClient.CreateQueryFilter($"A eq {2.0}"));
        Assert.Equal("A eq 1E+300", TableClient.CreateQueryFilter($"A eq {1e300}"));
        Assert.Equal("A eq true", TableClient.CreateQueryFilter($"A eq {true}"));
        Assert.Equal("A eq datetime'2026-11-21T00:00:00.0000001Z'", TableClient.CreateQueryFilter($"A eq {at}"));
        Assert.Equal("A eq guid'00000000-0000-0000-0000-000000000000'", TableClient.CreateQueryFilter($"A eq {Guid.Empty}"));
        Assert.Equal("A eq X'00abff'", TableClient.CreateQueryFilter($"A eq {new byte[] { 0, 171, 255 }}"));
    }

    [Fact]
    public void NumberThatIsNotFinite_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TableClient.CreateQueryFilter($"A eq {double.NaN}"));

    [Theory]
    [InlineData("ab", "ac")]
    [InlineData("a\uFFFF", "b")]
    [InlineData("a\uD7FF", "a\uD800\uDC00")]
    [InlineData("\U0001F600", "\U0001F601")]
    public void Prefix_EndsBeforeTheNextText(string prefix, string end) =>
        Assert.Equal($"PartitionKey eq 'p' and RowKey ge '{prefix}' and RowKey lt '{end}'", TableFilter.RowKeyPrefix("p", prefix));
}
