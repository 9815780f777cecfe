using System.Text;
using System.Text.Json;
using Azure;
using CampaignTasks.Storage.Tables;
using FsCheck;
using FsCheck.Fluent;

namespace CampaignTasks.Storage.Tests.Tables;

public sealed class TableEntityTests
{
    [Fact]
    public void Body_IsOneLine_WithATypeForAllThatJsonCannotTell()
    {
        var entity = new TableEntity("p'", "r\n")
        {
            ["Text"] = "\"e\"\r\n", ["Int"] = 1, ["Yes"] = true, ["Long"] = 2L, ["One"] = 1.0, ["At"] = DateTimeOffset.UnixEpoch, ["Id"] = Guid.Empty,
            ["Bytes"] = new byte[] { 1, 2, 3 },
        };

        var body = Encoding.UTF8.GetString(TableEntityWriter.Write(entity).Span);

        Assert.Equal(
            """
            {"PartitionKey":"p'","RowKey":"r\n","Text":"\"e\"\r\n","Int":1,"Yes":true,"Long@odata.type":"Edm.Int64","Long":"2",
            "One@odata.type":"Edm.Double","One":1,"At@odata.type":"Edm.DateTime","At":"1970-01-01T00:00:00.0000000Z",
            "Id@odata.type":"Edm.Guid","Id":"00000000-0000-0000-0000-000000000000","Bytes@odata.type":"Edm.Binary","Bytes":"AQID"}
            """.ReplaceLineEndings(""),
            body);
    }

    [Fact]
    public void Body_IsAscii_WhateverTheText()
    {
        var entity = new TableEntity("ключ", "漢") { ["Número"] = 5L, ["Text"] = "\U0001F600 \"é\"" };

        var body = TableEntityWriter.Write(entity);
        var read = TableEntityReader.ReadOne(body.Span);

        Assert.True(Ascii.IsValid(body.Span));
        Assert.Equal(("ключ", "漢", 5L, "\U0001F600 \"é\""), (read.PartitionKey, read.RowKey, read.GetInt64("Número"), read.GetString("Text")));
    }

    [Fact]
    public void Answer_OfTheRealService_IsReadByItsTypes()
    {
        var entity = TableEntityReader.ReadOne(
            """
            {"odata.metadata":"https://acme.table.core.windows.net/$metadata#t/@Element","odata.etag":"W/\"datetime'2026-01-01T00%3A00%3A00Z'\"",
             "PartitionKey":"p","RowKey":"r","Timestamp":"2026-01-01T00:00:00.1234567Z","Int":5,"Point":5.0,"Power":1e3,"Large":5000000000,
             "Inf@odata.type":"Edm.Double","Inf":"-Infinity","Long@odata.type":"Edm.Int64","Long":"5","Null":null,
             "At@odata.type":"Edm.DateTime","At":"1601-01-01T00:00:00Z","Looks":"2026-01-01T00:00:00Z","odata.type":"x"}
            """u8);

        Assert.Equal(("p", "r", new ETag("W/\"datetime'2026-01-01T00%3A00%3A00Z'\"")), (entity.PartitionKey, entity.RowKey, entity.ETag));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(1234567), entity.Timestamp);
        Assert.Equal((object)5, entity["Int"]);
        Assert.Equal(5.0, entity["Point"]);
        Assert.Equal(1000.0, entity["Power"]);
        Assert.Equal(5e9, entity["Large"]);
        Assert.Equal(double.NegativeInfinity, entity["Inf"]);
        Assert.Equal(5L, entity["Long"]);
        Assert.Equal(TableValue.Earliest, entity["At"]);
        Assert.Equal("2026-01-01T00:00:00Z", entity["Looks"]);
        Assert.False(entity.ContainsKey("Null"));
        Assert.Equal(8, entity.Count);
    }

    [Fact]
    public void EveryValue_ReadsAsItWasWritten() => Prop.ForAll<string, long, double>((text, whole, number) =>
    {
        var written = new TableEntity("p", "r") { ["Text"] = text ?? "", ["Whole"] = whole, ["Number"] = number, ["Bytes"] = Encoding.UTF8.GetBytes(text ?? "") };

        var read = TableEntityReader.ReadOne(TableEntityWriter.Write(written).Span);

        return read.GetString("Text") == written.GetString("Text") && read.GetInt64("Whole") == whole
            && read.GetDouble("Number").Equals(number) && read.GetBinary("Bytes")!.SequenceEqual(written.GetBinary("Bytes")!);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Properties_AreTyped()
    {
        var entity = new TableEntity("p", "r") { { "Text", "x" }, { "Int", 5 } };
        entity["Local"] = new DateTimeOffset(2026, 1, 1, 3, 0, 0, TimeSpan.FromHours(3));
        entity["Gone"] = 1;
        entity["Gone"] = null;

        Assert.Equal((5L, 5.0), (entity.GetInt64("Int"), entity.GetDouble("Int")));
        Assert.Equal(TimeSpan.Zero, entity.GetDateTimeOffset("Local")!.Value.Offset);
        Assert.Null(entity.GetGuid("Absent"));
        Assert.Equal(["Text", "Int", "Local"], entity.Keys);
        Assert.Throws<InvalidOperationException>(() => entity.GetInt32("Text"));
        Assert.Throws<ArgumentException>(() => entity["Decimal"] = 1.5m);
        Assert.Throws<ArgumentException>(() => entity["When"] = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local));
        Assert.Throws<ArgumentException>(() => entity.Add("Text", "again"));
    }

    [Fact]
    public void Page_WithoutRows_IsEmpty() => Assert.Empty(TableEntityReader.ReadPage("""{"odata.metadata":"x","value":[]}"""u8));

    [Fact]
    public void NestedValue_IsNoEntity() =>
        Assert.Throws<JsonException>(() => TableEntityReader.ReadOne("""{"A":{"B":1}}"""u8));
}
