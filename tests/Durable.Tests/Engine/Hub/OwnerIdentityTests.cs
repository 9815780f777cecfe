using System.Diagnostics;
using CampaignTasks.Durable.Engine.Hub;

namespace CampaignTasks.Durable.Tests.Engine.Hub;

public sealed class OwnerIdentityTests
{
    private readonly OwnerIdentity _self = OwnerIdentity.OfThisProcess();

    [Fact]
    public void IsGone_OfALivingProcess_IsFalse()
    {
        using var other = Process.Start(new ProcessStartInfo("sleep", "60"))!;
        var lease = LeaseOf(OwnerIdentity.Of(other.Id));

        Assert.False(_self.IsGone(lease));
        other.Kill();
        other.WaitForExit();

        Assert.True(_self.IsGone(lease));
    }

    [Fact]
    public void IsGone_OfItself_IsFalse() => Assert.False(_self.IsGone(LeaseOf(_self)));

    [Fact]
    public void IsGone_OfAReusedProcessId_IsTrue() => Assert.True(_self.IsGone(LeaseOf(_self with { ProcessStart = "1" })));

    [Fact]
    public void IsGone_OfAnotherMachine_IsNeverCertain() => Assert.False(_self.IsGone(LeaseOf(_self with { Machine = "elsewhere", ProcessStart = "1" })));

    private static HubLease LeaseOf(OwnerIdentity owner) => new("other", 1, 0, owner.Machine, owner.ProcessId, owner.ProcessStart, false);
}
