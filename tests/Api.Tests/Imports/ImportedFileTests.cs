using System.Text;
using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;

namespace CampaignTasks.Api.Tests.Imports;

/// <summary>Files as programs and people write them, in the folder beside: every row is stored as it is meant, or told.</summary>
public sealed class ImportedFileTests
{
    [Theory]
    [InlineData("blank-rows.csv", "ann:Ann bob:Bob")]
    [InlineData("excel-sep-line.csv", "ann:Ann")]
    [InlineData("excel-unicode-text.txt", "ann:José")]
    [InlineData("mac-cr-only.csv", "ann:Ann bob:Bob")]
    [InlineData("odd-headers.csv", "ann:Ann")]
    [InlineData("one-stray-cr.csv", "ann:Ann bob:Bob eve:Eve")]
    [InlineData("tabs-empty-first-cell.csv", "ann:Ann bob:")]
    [InlineData("tabs-empty-first-header.csv", "ann:Ann bob:")]
    [InlineData("tabs.csv", "ann:Ann")]
    [InlineData("trailing-empty-column.csv", "ann:Ann")]
    [InlineData("two-stray-quotes.csv", "a:Ann \"A b:Bob c:Cid \"C d:Dan")]
    [InlineData("empty-first-column.csv", "ann:Ann bob:Bob")]
    [InlineData("invisible-headers.csv", "ann:Ann")]
    [InlineData("joined-with-marks.csv", "ann:Ann bob:Bob")]
    [InlineData("pipes-and-commas.csv", "ann:Lee, Ann bob:Ray, Bob")]
    [InlineData("quoted-header-of-two-lines.csv", "ann:Ann")]
    public async Task EveryRow_IsStoredUnderItsOwnId(string file, string people)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var expected = Split(people);

        var import = await admin.ImportAsync("contacts", await ReadAsync(file));

        Assert.Equal((expected.Count, expected.Count, 0, 0), import.Counts());
        foreach (var (id, firstName) in expected)
        {
            var contact = await ContactAsync(admin, id);
            Assert.Equal($"{id}@example.net", contact["addresses"]!.Text("email"));
            Assert.Equal(firstName, contact["attributes"]!["firstName"]?.GetValue<string>() ?? "");
        }
    }

    [Fact]
    public async Task EmptyFirstCell_IsACell_AndNothingShifts()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        await admin.ImportAsync("contacts", await ReadAsync("tabs-empty-first-cell.csv"));
        Assert.Equal("""{"lastName":"Smith"}""", (await ContactAsync(admin, "bob"))["attributes"]!.ToJsonString());

        await admin.ImportAsync("contacts", await ReadAsync("tabs-empty-first-header.csv"));
        Assert.Equal("Lee", (await ContactAsync(admin, "bob"))["attributes"]!.Text("lastName"));
    }

    [Fact]
    public async Task Numbers_OfASemicolonFile_HaveADecimalComma()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var import = await admin.ImportAsync("contacts", await ReadAsync("excel-utf8-bom-semicolon.csv"));

        Assert.Equal((3, 3, 0, 0), import.Counts());
        Assert.Equal(
            (12.5m, 1234.5m, 1.25m),
            (await PointsAsync(admin, "ann"), await PointsAsync(admin, "bob"), await PointsAsync(admin, "eve"))
        );
        Assert.Equal("José", (await ContactAsync(admin, "ann"))["attributes"]!.Text("firstName"));
    }

    [Fact]
    public async Task Separator_IsTheFiles_NotTheRows()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var import = await admin.ImportAsync("contacts", await ReadAsync("hubspot-multi-value.csv"));

        Assert.Equal((3, 3, 0, 0), import.Counts());
        Assert.Equal("a;b;c;d", (await ContactAsync(admin, "x1"))["attributes"]!.Text("note"));
        Assert.Equal("a|b|c|d", (await ContactAsync(admin, "x3"))["attributes"]!.Text("note"));
    }

    [Fact]
    public async Task Windows1252_IsReportedByLine()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var import = await admin.ImportAsync("contacts", await ReadAsync("excel-windows-1252.csv"));

        Assert.Equal((2, 1, 0, 1), import.Counts());
        Assert.Equal(2, Assert.Single(import.Faults()).Line);
        Assert.Contains("UTF-8", import.Faults()[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_InCapitals_AreTheFields()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var import = await admin.ImportAsync("contacts", await ReadAsync("upper-headers.csv"));

        Assert.Equal((1, 1, 0, 0), import.Counts());
        var ann = await ContactAsync(admin, "ann");
        Assert.Equal("ann@example.net", ann["addresses"]!.Text("email"));
        Assert.Equal("Ann", Assert.Single(ann["attributes"]!.AsObject()).Value!.GetValue<string>());
    }

    [Fact]
    public async Task NationalPhones_AreEachStoredOrReported()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var (records, stored, unchanged, faults) = (await admin.ImportAsync("contacts", await ReadAsync("national-phones.csv"))).Counts();

        Assert.Equal((7, 7), (records, stored + unchanged + faults));
    }

    [Fact]
    public async Task Inches_InOneOfThreeThousandRows_CostNoRow()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var rows = Enumerable.Range(0, 3000).Select(i => i is 1500 ? $"c{i},c{i}@example.net,27\" wide" : $"c{i},c{i}@example.net,Ann");

        var import = await admin.ImportAsync("contacts", $"id,email,note\n{string.Join('\n', rows)}\n");

        Assert.Equal((3000, 3000, 0, 0), import.Counts());
        Assert.Equal("27\" wide", (await ContactAsync(admin, "c1500"))["attributes"]!.Text("note"));
    }

    [Theory]
    [InlineData("quote-left-open.csv", 3)]
    [InlineData("quote-left-open-and-closed-later.csv", 2)]
    [InlineData("text-behind-a-quote.csv", 3)]
    [InlineData("too-many-cells.csv", 3)]
    [InlineData("value-without-a-header.csv", 3)]
    [InlineData("nul-character.csv", 3)]
    public async Task DamagedRow_CostsItself_AndIsReported(string file, long line)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var import = await admin.ImportAsync("contacts", await ReadAsync(file));

        Assert.Equal((4, 3, 0, 1), import.Counts());
        Assert.Equal(line, Assert.Single(import.Faults()).Line);
    }

    [Theory]
    [InlineData("id,note\nann,\"open\n", "is not closed before the file ends")]
    [InlineData("id,note\nann,\"open\nbob,x\neve,\"said \"x\n", "is not closed before the next quote")]
    public async Task OpenQuote_SaysWhereItEndsOtherwise(string file, string words)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        Assert.Contains(words, (await admin.ImportAsync("contacts", file)).Faults()[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenQuote_OfALongFile_SaysHowManyLinesWereRead()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var import = await admin.ImportAsync(
            "contacts",
            $"id,note\nann,\"open\n{string.Concat(Enumerable.Range(0, 200).Select(i => $"c{i},x\n"))}"
        );

        Assert.Equal((201, 200, 0, 1), import.Counts());
        Assert.Contains("within 100 lines", import.Faults()[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_OfOneAttribute_AreRefused_AndAnotherCaseIsTheSameAttribute()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        await admin.ImportAsync("contacts", "id,firstName\nann,Ann\n");
        await admin.ImportAsync("contacts", "id,FIRSTNAME\nann,Bob\n");

        Assert.Equal("""{"firstName":"Bob"}""", (await ContactAsync(admin, "ann"))["attributes"]!.ToJsonString());
        var twice = await admin.UploadAsync("contacts", new StringContent("id,firstName,FIRSTNAME\n", Encoding.UTF8, "text/csv"));
        Assert.Contains("2 columns named", twice.ExpectInvalid("file"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task QuotedCells_OfManyLines_AreWhole()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var note = string.Join('\n', Enumerable.Range(1, 99).Select(i => $"line {i}, and \"more\""));

        var import = await admin.ImportAsync(
            "contacts",
            $"id,note\nann,\"{note.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\nbob,x\n"
        );

        Assert.Equal((2, 1, 0, 1), import.Counts());
        Assert.Contains("too long", import.Faults()[0].Reason, StringComparison.Ordinal);
        import = await admin.ImportAsync("contacts", "id,note\nann,\"Dear Ann,\r\n\r\n\"\"hello\"\", you\"\r\neve,x\r\n");
        Assert.Equal((2, 2, 0, 0), import.Counts());
        Assert.Equal("Dear Ann,\n\n\"hello\", you", (await ContactAsync(admin, "ann"))["attributes"]!.Text("note"));
    }

    [Theory]
    [InlineData("points:number", "5 pts", "5 pts")]
    [InlineData("points:number", "1e3", "1e3")]
    [InlineData("points:number", "(5)", "(5)")]
    [InlineData("points:number", "5-", "5-")]
    [InlineData("points:number", "\"1,234\"", "1234 or 1.234")]
    [InlineData("seen:date", "yesterday", "2026-12-31")]
    [InlineData("seen:date", "05/03/2026", "2026-03-05 or 2026-05-03")]
    [InlineData("seen:date", "31.02.2026", "2026-12-31")]
    [InlineData("vip:boolean", "perhaps", "true or false")]
    public async Task TypedCell_ThatCannotBeRead_IsAFaultWithItsText(string column, string cell, string words)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var import = await admin.ImportAsync("contacts", $"id,{column}\nann,{cell}\nbob,\n");

        Assert.Equal((2, 1, 0, 1), import.Counts());
        var (line, reason) = Assert.Single(import.Faults());
        Assert.Equal(2, line);
        Assert.StartsWith(column[..column.IndexOf(':', StringComparison.Ordinal)], reason, StringComparison.Ordinal);
        Assert.Contains(words, reason, StringComparison.Ordinal);
    }

    private static List<(string Id, string FirstName)> Split(string people)
    {
        List<(string Id, string FirstName)> split = [];
        foreach (var word in people.Split(' '))
        {
            if (word.Split(':') is [var id, var name])
            {
                split.Add((id, name));
            }
            else
            {
                split[^1] = (split[^1].Id, $"{split[^1].FirstName} {word}");
            }
        }

        return split;
    }

    private static Task<byte[]> ReadAsync(string file) =>
        File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Imports", "Files", file));

    private static async Task<JsonNode> ContactAsync(ApiClient admin, string id) =>
        (await admin.GetAsync($"/api/contacts/{id}")).Expect(200);

    private static async Task<decimal> PointsAsync(ApiClient admin, string id) =>
        (await ContactAsync(admin, id))["attributes"]!["points"]!.GetValue<decimal>();
}
