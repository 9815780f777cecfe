using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Domain.Tests.Contacts;

public sealed class ContactKeyTests
{
    [Theory]
    [InlineData("c1", 13)]
    [InlineData("crm:42", 4)]
    [InlineData("ann@example.net", 12)]
    public void Shard_OfAnId_NeverChanges(string id, int shard) => Assert.Equal(shard, ContactKey.Shard(id));

    [Fact]
    public void Shards_OfManyIds_AreEvenlyFilled()
    {
        var shards = Enumerable.Range(0, 16_000).GroupBy(i => ContactKey.Shard($"customer-{i}")).Select(shard => shard.Count()).ToList();

        Assert.Equal(ContactKey.Shards, shards.Count);
        Assert.All(shards, count => Assert.InRange(count, 800, 1_200));
    }

    [Fact]
    public void Key_OfAnId_BeginsWithItsShardAndGivesTheIdBack()
    {
        Assert.Equal(ContactKey.Digit(ContactKey.Shard("c1")), ContactKey.Of("c1")[0]);
        Assert.Equal("c1", ContactKey.IdOf(ContactKey.Of("c1")));
    }
}
