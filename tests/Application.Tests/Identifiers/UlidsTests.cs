using CampaignTasks.Application.Identifiers;

namespace CampaignTasks.Application.Tests.Identifiers;

public sealed class UlidsTests
{
    [Fact]
    public void Next_ManyAtOnce_AreDistinctAndEachThreadSeesThemGrow()
    {
        var ids = new Ulids(TimeProvider.System);

        var drawn = Enumerable.Range(0, 4).AsParallel().Select(_ => Enumerable.Range(0, 5000).Select(_ => ids.Next()).ToList()).ToList();

        Assert.All(drawn, own => Assert.Equal(own.Order(StringComparer.Ordinal), own));
        Assert.Equal(20_000, drawn.SelectMany(own => own).Distinct().Count());
        Assert.All(drawn.SelectMany(own => own), id => Assert.True(Ulids.IsValid(id)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("01arz3ndektsv4rrffq69g5fa")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("81arz3ndektsv4rrffq69g5fav")]
    [InlineData("01arz3ndektsv4rrffq69g5fa/")]
    [InlineData("01arz3ndektsv4rrffq69g5fau")]
    public void IsOne_OfAnotherText_IsFalse(string text) => Assert.False(Ulids.IsValid(text));
}
