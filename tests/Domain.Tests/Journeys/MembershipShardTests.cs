using CampaignTasks.Domain.Journeys;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Journeys;

public sealed class MembershipShardTests
{
    private readonly MembershipShard _shard = new(0, []);

    [Fact]
    public void Join_OfAMember_IsNoEntry_UntilItHasLeft()
    {
        Assert.Equal(1, _shard.Join("ann"));
        Assert.Null(_shard.Join("ann"));

        _shard.Leave("ann");

        Assert.Equal(2, _shard.Join("ann"));
        Assert.Equal(1, _shard.Join("bob"));
    }

    [Fact]
    public void Leave_OfSomebodyNeverSeen_EndsAFirstMembership()
    {
        _shard.Leave("ann");
        _shard.Leave("ann");

        Assert.Equal(2, _shard.Join("ann"));
    }

    [Fact]
    public void LeaveIfKnown_OfSomebodyNeverSeen_RemembersNothing()
    {
        _shard.LeaveIfKnown("ann");

        Assert.Empty(_shard.Known);
        Assert.False(_shard.IsChanged);
    }

    [Fact]
    public void Forget_MakesTheNextMembershipTheFirst()
    {
        _shard.Join("ann");
        _shard.Forget("ann");

        Assert.Empty(_shard.Known);
        Assert.Equal(1, _shard.Join("ann"));
    }

    /// <summary>A turn that a crash interrupts before it stores the shard finds the same numbers when it is repeated.</summary>
    [Property]
    public void Join_RepeatedOnTheStoredShard_GivesTheSameNumber(bool[] before)
    {
        foreach (var joins in before)
        {
            if (joins)
            {
                _shard.Join("ann");
            }
            else
            {
                _shard.LeaveIfKnown("ann");
            }
        }

        var (one, other) = (new MembershipShard(0, _shard.Known), new MembershipShard(0, _shard.Known));

        Assert.Equal(one.Join("ann"), other.Join("ann"));
    }
}
