using Azure.Data.Tables;
using CampaignTasks.Storage.Rows;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Storage.Tests.Rows;

public sealed class TableKeyTests
{
    // Mostly the characters that matter, and their neighbours.
    private static readonly Gen<char> Characters = Gen.OneOf<char>(
        Gen.Choose(0, 0xA2).Select(code => (char)code),
        Gen.Choose(0, 0xFFFF).Select(code => (char)code),
        Gen.Elements(' ', '.', '/', '~', '-', '_')
    );

    private static readonly Arbitrary<string> Texts = Characters.ListOf().Select(characters => string.Concat(characters)).ToArbitrary();

    [Property]
    public Property Encode_IsReversible() => Prop.ForAll(Texts, text => TableKey.Decode(TableKey.Encode(text)) == text);

    [Property]
    public Property Encode_KeepsOrdinalOrder() =>
        Prop.ForAll(Texts, Texts, (a, b) =>
            Math.Sign(string.CompareOrdinal(a, b)) == Math.Sign(string.CompareOrdinal(TableKey.Encode(a), TableKey.Encode(b)))
        );

    [Property]
    public Property Encode_WorksCharacterByCharacter() =>
        Prop.ForAll(Texts, Texts, (a, b) => TableKey.Encode(a + b) == TableKey.Encode(a) + TableKey.Encode(b));

    [Property]
    public Property Encode_LeavesNothingForbidden() =>
        Prop.ForAll(Texts, text => !TableKey.Encode(text).Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)));

    [Fact]
    public void Encode_OrdersEveryPairOfSingleCharacters()
    {
        var encoded = Enumerable.Range(0, 0x100).Select(code => TableKey.Encode(((char)code).ToString())).ToArray();

        Assert.Equal(encoded.Order(StringComparer.Ordinal), encoded);
        Assert.Distinct(encoded);
    }

    [Theory]
    [InlineData("01J9ZC-abc_DEF", "01J9ZC-abc_DEF")]
    [InlineData("ann@example.com", "ann@example.-com")]
    [InlineData("a/b", "a._b")]
    [InlineData("O'Neil 100%", "O'Neil _100%")]
    [InlineData("\t", " 9")]
    [InlineData("\u007F", "~0")]
    [InlineData("\u009F", "~W")]
    [InlineData("", "")]
    public void Encode_WritesTheDocumentedForm(string text, string key) => Assert.Equal(key, TableKey.Encode(text));

    [Theory]
    [InlineData("a.")]
    [InlineData("a.b")]
    [InlineData(" W")]
    [InlineData("~X")]
    [InlineData(" -")]
    [InlineData("a/b")]
    [InlineData("a\nb")]
    public void Decode_OfWhatWasNeverEncoded_IsRefused(string key) => Assert.Throws<FormatException>(() => TableKey.Decode(key));
}

[Collection(AzuriteTests.Name)]
public sealed class TableKeyContractTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("O'Neil''s 'quoted'")]
    [InlineData("100%")]
    [InlineData("%2F%27%00")]
    [InlineData("a+b c&d=e;f,g:h@i!j$k*l(m)n\"o<p>q{r}s|t^u`v~w[x]")]
    [InlineData("Ünïcödé 漢字 \U0001F600 עברית")]
    [InlineData(" leading and trailing ")]
    [InlineData("..")]
    [InlineData("")]
    public async Task PermittedKey_WorksAsItIs_InEveryOperation(string key)
    {
        var table = await azurite.NewTableAsync();

        var tag = (await table.AddEntityAsync(new TableEntity(key, key) { ["A"] = 1 }, None)).Headers.ETag!.Value;
        tag = (await table.UpdateEntityAsync(new TableEntity(key, key) { ["A"] = 2 }, tag, TableUpdateMode.Merge, None))
            .Headers
            .ETag!
            .Value;
        tag = (
            await table.SubmitTransactionAsync(
                [new(TableTransactionActionType.UpdateReplace, new TableEntity(key, key) { ["A"] = 3 }, tag)],
                None
            )
        )
            .Value[0]
            .Headers
            .ETag!
            .Value;
        var point = (await table.FindAsync(key, key, None))!;
        var found = await FindAsync(table, TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey eq {key}"));
        await table.DeleteEntityAsync(key, key, tag, None);

        Assert.Equal((key, key, 3), (point.PartitionKey, point.RowKey, point.GetInt32("A")));
        Assert.Equal(key, Assert.Single(found));
        Assert.Null(await table.FindAsync(key, key, None));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\0b")]
    [InlineData("a\tb\r\n")]
    [InlineData("a\u007Fb\u0085\u009F")]
    public async Task ForbiddenKey_WorksEncoded(string text)
    {
        var table = await azurite.NewTableAsync();
        var key = TableKey.Encode(text);

        await table.AddEntityAsync(new TableEntity(key, key), None);
        await table.SubmitTransactionAsync([new(TableTransactionActionType.UpsertMerge, new TableEntity(key, key) { ["A"] = 1 })], None);
        var read = (await table.FindAsync(key, key, None))!;

        Assert.Equal(text, TableKey.Decode(read.RowKey));
        Assert.Equal(1, read.GetInt32("A"));
    }

    [Fact]
    public async Task EncodedKeys_AreFoundByRangeAndInOrder()
    {
        var table = await azurite.NewTableAsync();
        string[] texts = ["a", "a\n", "a b", "a!", "a#", "a.b", "a/", "a/b", "a/c", "a0", "a?", "a~", "a\u0080", "aé", "b"];
        foreach (var text in texts)
        {
            await table.AddEntityAsync(new TableEntity("p", TableKey.Encode(text)), None);
        }

        Assert.Equal(texts.Order(StringComparer.Ordinal), (await FindAsync(table, RowFilter.Partition("p"))).Select(TableKey.Decode));
        Assert.Equal(
            ["a/", "a/b", "a/c"],
            (await FindAsync(table, RowFilter.Range("p", TableKey.Encode("a/"), TableKey.Encode("a0")))).Select(TableKey.Decode)
        );
    }

    private static async Task<List<string>> FindAsync(TableClient table, string filter)
    {
        var found = new List<string>();
        await foreach (var row in table.ReadAsync(filter, None))
        {
            found.Add(row.RowKey);
        }

        return found;
    }
}
