using CampaignTasks.Storage.Tables;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Storage.Tests.Tables;

public sealed class TableKeyTests
{
    // Mostly the characters that matter, and their neighbours.
    private static readonly Gen<char> Characters = Gen.OneOf<char>(
        Gen.Choose(0, 0xA2).Select(code => (char)code), Gen.Choose(0, 0xFFFF).Select(code => (char)code), Gen.Elements(' ', '.', '/', '~', '-', '_'));

    private static readonly Arbitrary<string> Texts = Characters.ListOf().Select(characters => string.Concat(characters)).ToArbitrary();

    [Property]
    public Property Encode_IsReversible() =>
        Prop.ForAll(Texts, text => TableKey.Decode(TableKey.Encode(text)) == text);

    [Property]
    public Property Encode_KeepsOrdinalOrder() =>
        Prop.ForAll(Texts, Texts, (a, b) =>
            Math.Sign(string.CompareOrdinal(a, b)) == Math.Sign(string.CompareOrdinal(TableKey.Encode(a), TableKey.Encode(b))));

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

        var tag = (await table.AddEntityAsync(new(key, key) { ["A"] = 1 }, None)).Headers.ETag!.Value;
        tag = (await table.UpdateEntityAsync(new(key, key) { ["A"] = 2 }, tag, TableUpdateMode.Merge, None)).Headers.ETag!.Value;
        tag = (await table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateReplace, new(key, key) { ["A"] = 3 }, tag)], None)).Value[0].Headers.ETag!.Value;
        var point = (await table.GetEntityAsync(key, key, None)).Value;
        var rows = new List<TableEntity>();
        await foreach (var found in table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey eq {key}"), None))
        {
            rows.Add(found);
        }

        await table.DeleteEntityAsync(key, key, tag, None);

        Assert.Equal((key, key, 3), (point.PartitionKey, point.RowKey, point.GetInt32("A")));
        Assert.Equal((key, key), (Assert.Single(rows).PartitionKey, rows[0].RowKey));
        Assert.False((await table.GetEntityIfExistsAsync(key, key, None)).HasValue);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\0b")]
    [InlineData("a\tb\r\n")]
    [InlineData("a\u007Fb\u0085\u009F")]
    public async Task ForbiddenKey_IsRefusedWithAHint_AndWorksEncoded(string text)
    {
        var table = await azurite.NewTableAsync();
        var key = TableKey.Encode(text);

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => table.AddEntityAsync(new("p", text), None));
        await table.AddEntityAsync(new(key, key), None);
        await table.SubmitTransactionAsync([new(TableTransactionActionType.UpsertMerge, new(key, key) { ["A"] = 1 })], None);
        var read = (await table.GetEntityAsync(key, key, None)).Value;

        Assert.Contains(nameof(TableKey), refusal.Message, StringComparison.Ordinal);
        Assert.Equal(text, TableKey.Decode(read.RowKey));
        Assert.Equal(1, read.GetInt32("A"));
    }

    [Fact]
    public async Task EncodedKeys_AreFoundByPrefixAndInOrder()
    {
        var table = await azurite.NewTableAsync();
        string[] texts = ["a", "a\n", "a b", "a!", "a#", "a.b", "a/", "a/b", "a/c", "a0", "a?", "a~", "a\u0080", "aé", "b"];
        foreach (var text in texts)
        {
            await table.AddEntityAsync(new("p", TableKey.Encode(text)), None);
        }

        Assert.Equal(texts.Order(StringComparer.Ordinal), await FindAsync(table, TableFilter.Partition("p")));
        Assert.Equal(["a/", "a/b", "a/c"], await FindAsync(table, TableFilter.RowKeyPrefix("p", TableKey.Encode("a/"))));
        Assert.Equal(["a~"], await FindAsync(table, TableFilter.RowKeyPrefix("p", TableKey.Encode("a~"))));
        Assert.Equal(texts[..^1].Order(StringComparer.Ordinal), await FindAsync(table, TableFilter.RowKeyPrefix("p", "a")));
    }

    [Fact]
    public async Task Key_OfOneKibibyte_IsTaken_AndOneMore_IsRefused()
    {
        var table = await azurite.NewTableAsync();
        var longest = new string('k', TableLimits.KeyCharacters);

        await table.AddEntityAsync(new(longest, longest), None);

        Assert.True((await table.GetEntityIfExistsAsync(longest, longest, None)).HasValue);
        await Assert.ThrowsAsync<ArgumentException>(() => table.AddEntityAsync(new(longest + "k", "r"), None));
        await Assert.ThrowsAsync<ArgumentException>(() => table.AddEntityAsync(new("p", longest + "k"), None));
    }

    [Fact]
    public async Task HalfASurrogatePair_IsRefused()
    {
        var table = await azurite.NewTableAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => table.AddEntityAsync(new("p", "a\uD83D"), None));
        await Assert.ThrowsAsync<ArgumentException>(() => table.AddEntityAsync(new("p", "r") { ["A"] = "\uDE00" }, None));
    }

    private static async Task<List<string>> FindAsync(TableClient table, string filter)
    {
        var found = new List<string>();
        await foreach (var row in table.QueryAsync(filter, None))
        {
            found.Add(TableKey.Decode(row.RowKey));
        }

        return found;
    }
}
