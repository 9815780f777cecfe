using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;
using CampaignTasks.Testing.Stores;
using FsCheck.Xunit;

namespace CampaignTasks.Storage.Tests.Rows;

public sealed class KeysTests
{
    [Fact]
    public void NewestFirst_SortsGreaterIdsFirst()
    {
        string[] ids = ["01ARZ", "01arz", "01arz-", "01arz0", "a", "ab", "b", "-", "_", "0"];

        var sorted = ids.Order(StringComparer.Ordinal).Reverse();

        Assert.Equal(sorted, ids.OrderBy(Keys.NewestFirst, StringComparer.Ordinal));
    }

    [Property]
    public bool Partition_OfAnyTwoPairs_IsTheSame_OnlyForTheSamePair(Tuple<string?, string?> a, Tuple<string?, string?> b)
    {
        var (left, right) = ((a.Item1 ?? "", a.Item2 ?? ""), (b.Item1 ?? "", b.Item2 ?? ""));
        var keys = (Keys.Partition(left.Item1, left.Item2), Keys.Partition(right.Item1, right.Item2));
        return left == right == (keys.Item1 == keys.Item2);
    }

    [Fact]
    public void Partition_OfHostileTexts_IsAKey()
    {
        Assert.All([.. Samples.HostileTexts, new string('/', 5000), "half \uD83C pair"], text =>
        {
            var key = Keys.Partition(text, text);
            Assert.InRange(key.Length, 1, 512);
            Assert.DoesNotContain(key, character => character is '/' or '\\' or '#' or '?' || char.IsControl(character));
            Assert.False(Keys.HasHalfPair(key));
        });
        Assert.NotEqual(Keys.Partition("a|b", "c"), Keys.Partition("a", "b|c"));
        Assert.NotEqual(Keys.Partition("half \uD83C pair"), Keys.Partition("half \uD83D pair"));
    }

    [Theory]
    [InlineData("CampaignTasks", true)]
    [InlineData("abc", true)]
    [InlineData("ab", false)]
    [InlineData("1abc", false)]
    [InlineData("my-hub", false)]
    [InlineData("häb", false)]
    [InlineData("", false)]
    public void HubName_MustNameTables(string name, bool isGood)
    {
        var checkedOptions = new StorageOptionsValidator().Validate(null, new StorageOptions { HubName = name });

        Assert.Equal(isGood, checkedOptions.Succeeded);
        Assert.True(isGood || checkedOptions.FailureMessage!.Contains("CampaignTasks__HubName", StringComparison.Ordinal));
        Assert.False(new StorageOptionsValidator().Validate(null, new StorageOptions { HubName = new string('a', 46) }).Succeeded);
    }
}
