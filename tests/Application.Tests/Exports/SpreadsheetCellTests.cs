using CampaignTasks.Application.Exports;

namespace CampaignTasks.Application.Tests.Exports;

public sealed class SpreadsheetCellTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("=HYPERLINK(\"http://x.example\")")]
    [InlineData("+1+1")]
    [InlineData("-2+3")]
    [InlineData("-")]
    [InlineData("@SUM(A1)")]
    [InlineData("@ann_lee")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData("  =1+1")]
    [InlineData("\uFF1D1+1")]
    [InlineData("\uFF20SUM(A1)")]
    [InlineData("+1 425 555 0123;=1")]
    [InlineData("-1\n")]
    [InlineData("+\u0661\u0662")]
    public void AsText_WhatASpreadsheetMayRun_GetsAnApostrophe(string cell) => Assert.Equal($"'{cell}", SpreadsheetCell.AsText(cell));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("ann@example.net")]
    [InlineData("a=b")]
    [InlineData("27\" wide")]
    [InlineData("+442079460958")]
    [InlineData("-5")]
    [InlineData("-12.50")]
    [InlineData("-20629724")]
    [InlineData("'=1")]
    public void AsText_AnythingElse_StaysAsItIs(string cell) => Assert.Equal(cell, SpreadsheetCell.AsText(cell));
}
