using System.Text;
using CampaignTasks.Application.Files;
using CampaignTasks.Application.Imports;
using CampaignTasks.Domain.Imports;
using FsCheck;
using FsCheck.Xunit;

namespace CampaignTasks.Application.Tests.Imports;

/// <summary>The law of imports: records = stored + unchanged + faults, and every row of the file is one of them.</summary>
public sealed class ImportProperties
{
    [Property(MaxTest = 300)]
    public async Task DamagedFile_IsStoredOrReported_RowByRow(byte[] damages, int seed)
    {
        var file = new DamagedFile(damages, seed);
        var importer = new Importer();

        var first = await importer.ImportAsync(ImportKind.Contacts, file.Bytes);
        var again = await importer.ImportAsync(ImportKind.Contacts, file.Bytes);

        Assert.Equal(first.Records, first.Stored + first.Unchanged + first.FaultCount);
        Assert.Equal(
            (first.Records, 0, first.Stored + first.Unchanged, first.FaultCount),
            (again.Records, again.Stored, again.Unchanged, again.FaultCount)
        );
        Assert.Equal(first.FaultCount, first.Faults.Count);
        await EveryRowIsThereAsync(importer, file, first.Faults);
    }

    [Property(MaxTest = 200)]
    public async Task Records_CoverEveryLine_WhateverTheQuotes(NonEmptyArray<byte> choices)
    {
        string[] pieces = ["a", "\"", "\"\"", ",", "\n", "\r", "\r\n", " ", "b,c", "\",\"", "\uFEFF", "\0", "x\"\n"];
        var text = "id,one,two\n" + string.Concat(choices.Get.Select(choice => pieces[choice % pieces.Length]));
        var (header, records) = (await CsvHeader.ReadAsync(new LineReader(new StringReader(text)), new(), CancellationToken.None))!.Value;
        var read = new StringBuilder();
        var line = 1L;
        while (await records.ReadAsync(CancellationToken.None) is { } record)
        {
            Assert.True(record.Line > line);
            line = record.Line;
            read.AppendJoin(' ', record.Cells);
        }

        // All that a reader of CSV may take away are separators, quotes, blanks and line breaks.
        Assert.Equal(3, header.Columns.Count);
        Assert.Equal(Letters(text["id,one,two\n".Length..]), Letters(read.ToString()));
    }

    private static string Letters(string text) => string.Concat(text.Where(c => c is 'a' or 'b' or 'c' or 'x' or '\0'));

    private static async Task EveryRowIsThereAsync(Importer importer, DamagedFile file, IReadOnlyList<ImportError> faults)
    {
        SortedDictionary<long, string> stored = [];
        List<string> notes = [];
        foreach (var id in file.Ids)
        {
            if (await importer.Contacts.FindAsync(Importer.Tenant, id, CancellationToken.None) is { } contact)
            {
                stored[file.LineOf(id)] = id;
                notes.AddRange(contact.Attributes.Values.Select(value => value.ToString()));
            }
        }

        // A row that is neither stored nor told by its own line is inside a quoted cell: that of a stored record, or of one that is told.
        foreach (
            var id in file.Ids.Where(id => !stored.ContainsValue(id) && !notes.Exists(note => note.Contains(id, StringComparison.Ordinal)))
        )
        {
            var line = file.LineOf(id);
            var start = stored.Keys.Concat(faults.Select(fault => fault.Line)).Where(at => at <= line).DefaultIfEmpty(0).Max();
            Assert.Contains(faults, fault =>
                fault.Line == start && (start == line || !fault.Reason.Contains("not closed", StringComparison.Ordinal))
            );
        }
    }
}
