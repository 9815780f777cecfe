using System.Text;
using CampaignTasks.Application.Exports;

namespace CampaignTasks.Application.Tests.Exports;

public sealed class CsvRowsTests
{
    [Fact]
    public async Task Rows_WithSeparatorsOfAnyCountry_AreQuoted()
    {
        var text = await WriteAsync([
            ["a", "b;=1", "c\td"],
            ["27\" wide", "two\nlines", null],
        ]);

        Assert.Equal("a,\"b;=1\",\"c\td\"\n\"27\"\" wide\",\"two\nlines\",\n", text);
    }

    private static async Task<string> WriteAsync(IEnumerable<string?[]> rows)
    {
        using var stream = new MemoryStream();
        await using (var csv = new CsvRows(stream))
        {
            foreach (var row in rows)
            {
                await csv.WriteAsync(row, CancellationToken.None);
            }
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
