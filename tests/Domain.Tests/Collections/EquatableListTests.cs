using CampaignTasks.Domain.Collections;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Collections;

public sealed class EquatableListTests
{
    [Property]
    public bool Equals_OfTwoLists_ComparesItemsInOrder(int[] left, int[] right) =>
        EquatableList<int>.From(left).Equals(EquatableList<int>.From(right)) == left.SequenceEqual(right);

    [Property]
    public bool GetHashCode_OfEqualLists_IsTheSame(int[] items) =>
        EquatableList<int>.From(items).GetHashCode() == EquatableList<int>.From(items.ToList()).GetHashCode();

    [Fact]
    public void From_AnArray_CopiesIt()
    {
        int[] items = [1, 2];
        var list = EquatableList<int>.From(items);

        items[0] = 3;

        Assert.Equal([1, 2], list);
    }

    [Fact]
    public void From_Null_IsNull() => Assert.Null(EquatableList<int>.From(null));
}
