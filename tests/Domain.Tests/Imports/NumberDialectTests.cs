using System.Globalization;
using CampaignTasks.Domain.Imports;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Imports;

public sealed class NumberDialectTests
{
    [Theory]
    [InlineData("12", "12")]
    [InlineData("-12", "-12")]
    [InlineData("\u221212", "-12")]
    [InlineData("+7", "7")]
    [InlineData(" 007 ", "7")]
    [InlineData("119,90", "119.90")]
    [InlineData("119.90", "119.90")]
    [InlineData("1.234,50", "1234.50")]
    [InlineData("1,234.50", "1234.50")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("1,234,567", "1234567")]
    [InlineData("12,34,567.5", "1234567.5")]
    [InlineData("1 234,50", "1234.50")]
    [InlineData("1\u00A0234\u00A0567", "1234567")]
    [InlineData("1'234.50", "1234.50")]
    [InlineData("0,125", "0.125")]
    [InlineData("0.125", "0.125")]
    [InlineData(",5", "0.5")]
    [InlineData("1234,567", "1234.567")]
    [InlineData("1 234,567", "1234.567")]
    public void Number_ThatCanBeReadOneWay_IsReadThatWay_InEveryFile(string cell, string number)
    {
        foreach (var separator in ",;\t|")
        {
            Assert.Equal(decimal.Parse(number, CultureInfo.InvariantCulture), NumberDialect.Of(separator, []).Read(cell, out var fault));
            Assert.Null(fault);
        }
    }

    [Theory]
    [InlineData("5 pts")]
    [InlineData("1e3")]
    [InlineData("(5)")]
    [InlineData("5-")]
    [InlineData("5%")]
    [InlineData("€5")]
    [InlineData("5.")]
    [InlineData("1,23,4")]
    [InlineData("1.2.3")]
    [InlineData("1,234.567.890")]
    [InlineData("--5")]
    [InlineData("٥")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("12345678901234567890123456789")]
    [InlineData("")]
    public void Text_ThatIsNoNumber_IsAFaultThatShowsIt(string cell)
    {
        Assert.Null(NumberDialect.Of(';', []).Read(cell, out var fault));
        Assert.Contains($"'{cell}'", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(',', "", "1,234", null)]
    [InlineData(',', "", "1.234", "1.234")]
    [InlineData(';', "", "1,250", "1.250")]
    [InlineData(';', "", "1.250", null)]
    [InlineData('\t', "", "1,250", null)]
    [InlineData('\t', "", "1.250", null)]
    [InlineData(',', "12,5", "1,234", "1.234")]
    [InlineData(',', "1,234.5", "1,234", "1234")]
    [InlineData(';', "119,90", "1.250", "1250")]
    [InlineData(';', "119.90", "1.250", "1.250")]
    [InlineData('\t', "1.234.567", "1,250", "1.250")]
    [InlineData(';', "119,90 119.90", "1,250", null)]
    [InlineData(';', "nothing 12 1,250", "1.250", null)]
    public void MarkBeforeThreeDigits_IsWhatTheFilesOtherNumbersSay_ElseAFault(char separator, string others, string cell, string? number)
    {
        var read = NumberDialect.Of(separator, others.Split(' ')).Read(cell, out var fault);

        Assert.Equal(number is null ? null : decimal.Parse(number, CultureInfo.InvariantCulture), read);
        Assert.Equal(number is null, fault is not null);
    }

    [Fact]
    public void Fault_OfANumberWithTwoMeanings_ShowsBoth_AndEachCanBeWritten()
    {
        var dialect = NumberDialect.Of(',', []);

        dialect.Read("-1,234", out var fault);

        Assert.Equal("'-1,234' is -1234 or -1.234: write -1234, or -1,2340.", fault);
        Assert.Equal((-1234m, -1.234m), (dialect.Read("-1234", out _), dialect.Read("-1,2340", out _)));
    }

    [Property]
    public bool NumbersOfOneLocale_AreReadAsTheyWereWritten(decimal number, bool hasComma, bool isGrouped)
    {
        var written = Math.Round(number % 1_000_000_000m, 2);
        var format = new NumberFormatInfo { NumberDecimalSeparator = hasComma ? "," : ".", NumberGroupSeparator = hasComma ? "." : "," };

        var read = NumberDialect
            .Of('\t', ["0" + format.NumberDecimalSeparator + "5"])
            .Read(written.ToString(isGrouped ? "N2" : "F2", format), out _);

        return read == written;
    }
}
