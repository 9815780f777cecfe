using System.Globalization;
using CampaignTasks.Application.Sending;
using CampaignTasks.Testing;
using FsCheck.Xunit;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Sending;

/// <summary>What holds whatever lanes of a tenant do, in any order.</summary>
public sealed class SenderLimiterProperties
{
    [Property(MaxTest = 500, Arbitrary = [typeof(Steps)])]
    public void Senders_AtWork_AreNeverMoreThanTheTenantsShare(int[] steps) =>
        Play(steps, lanes => Assert.True(lanes.AtWork.Count <= Lanes.Share));

    [Property(MaxTest = 500, Arbitrary = [typeof(Steps)])]
    public void Lanes_ThatAreCalled_AreThoseThatWaitLongest(int[] steps) =>
        Play(steps, lanes => Assert.Equal(lanes.WaitedLongest, lanes.CalledNow));

    [Property(MaxTest = 500, Arbitrary = [typeof(Steps)])]
    public void Lanes_ThatComeWhenCalled_FindTheirPlace(int[] steps) => Play(steps, lanes => Assert.False(lanes.IsRefusedThoughCalled));

    [Property(MaxTest = 500, Arbitrary = [typeof(Steps)])]
    public void Places_AfterALaneHasLeft_AreNotIdleWhileAnotherWaits(int[] steps) =>
        Play(steps, lanes => Assert.False(lanes.HasCalledTooFew));

    [Property(MaxTest = 500, Arbitrary = [typeof(Steps)])]
    public void Lanes_ThatComeWhenCalled_AllHaveTheirTurn(int[] steps)
    {
        var lanes = Play(steps, static _ => { });

        Assert.Empty(lanes.LeaveAll());
    }

    [Property(MaxTest = 300, Arbitrary = [typeof(Steps)])]
    public void Tenants_BesideEachOther_HaveTheirPlacesAsIfAlone(int[] steps)
    {
        var time = new FakeTimeProvider(Any.Now);
        var (shared, alone) = (Limiter(time), Limiter(time));
        var (one, other, single) = (new Lanes(shared, "a", time), new Lanes(shared, "b", time), new Lanes(alone, "a", time));
        foreach (var step in steps)
        {
            other.Take((step / 3) + 1);
            one.Take(step);
            single.Take(step);

            Assert.Equal(single.AtWork, one.AtWork);
            Assert.Equal(single.CalledNow, one.CalledNow);
        }
    }

    private static Lanes Play(int[] steps, Action<Lanes> check)
    {
        var time = new FakeTimeProvider(Any.Now);
        var lanes = new Lanes(Limiter(time), "a", time);
        foreach (var step in steps)
        {
            if (step % 7 is 6)
            {
                time.Advance(TimeSpan.FromSeconds(step / 7 % 40));
            }

            lanes.Take(step);
            check(lanes);
        }

        return lanes;
    }

    private static SenderLimiter Limiter(FakeTimeProvider time) =>
        new(Options.Create(new SendingOptions { SendersOfOneTenant = Lanes.Share }), time);

    /// <summary>The lanes of one tenant, with a line of their own account.</summary>
    private sealed class Lanes(SenderLimiter limiter, string tenant, FakeTimeProvider time)
    {
        public const int Share = 2;

        // As long as a called lane's place is kept for it.
        private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

        private readonly List<string> _line = [];
        private readonly Dictionary<string, DateTimeOffset> _called = [];

        public List<string> AtWork { get; } = [];

        /// <summary>The lanes that the last step called, and those it should have called instead.</summary>
        public IReadOnlyList<string> CalledNow { get; private set; } = [];

        public IReadOnlyList<string> WaitedLongest { get; private set; } = [];

        /// <summary>Whether a lane that came in time found no place in the last step.</summary>
        public bool IsRefusedThoughCalled { get; private set; }

        /// <summary>Whether the last step left a place idle though a lane waits.</summary>
        public bool HasCalledTooFew { get; private set; }

        private int Kept => _called.Values.Count(until => until > time.GetUtcNow());

        public void Take(int step)
        {
            (CalledNow, WaitedLongest, IsRefusedThoughCalled, HasCalledTooFew) = ([], [], false, false);
            var lane = (step / 7 % 8).ToString(CultureInfo.InvariantCulture);
            switch (step % 7)
            {
                case 0 or 1 or 2 when !AtWork.Contains(lane):
                    Come(lane);
                    break;
                case 3 when AtWork.Count > 0:
                    Leave(AtWork[0]);
                    break;
                case 4 when AtWork.Count > 0:
                    // Its turn is over, and it wants another.
                    limiter.Queue(tenant, AtWork[0]);
                    Wait(AtWork[0]);
                    Leave(AtWork[0]);
                    break;
                case 5 when !AtWork.Contains(lane):
                    _line.Remove(lane);
                    _called.Remove(lane);
                    Heard(limiter.Forget(tenant, lane));
                    break;
            }
        }

        /// <summary>Every lane leaves when it has worked, comes when it is called and, if nobody calls it, by itself.</summary>
        /// <returns>Those that wait all the same.</returns>
        public List<string> LeaveAll()
        {
            for (var turns = 0; turns < 100 && (AtWork.Count > 0 || _called.Count > 0 || _line.Count > 0); turns++)
            {
                foreach (var lane in _called.Keys.Concat(_line).ToList())
                {
                    Come(lane);
                }

                AtWork.ToList().ForEach(Leave);
            }

            return _line;
        }

        private void Come(string lane)
        {
            var isKept = _called.Remove(lane, out var until) && until > time.GetUtcNow();
            if (limiter.TryTake(tenant, lane))
            {
                _line.Remove(lane);
                AtWork.Add(lane);
            }
            else
            {
                IsRefusedThoughCalled = isKept;
                Wait(lane);
            }
        }

        private void Leave(string lane)
        {
            AtWork.Remove(lane);
            Heard(limiter.Return(tenant));
        }

        private void Wait(string lane)
        {
            if (!_line.Contains(lane))
            {
                _line.Add(lane);
            }
        }

        private void Heard(IReadOnlyList<string> called)
        {
            (CalledNow, WaitedLongest) = (called, [.. _line.Take(called.Count)]);
            foreach (var lane in called)
            {
                _line.Remove(lane);
                _called[lane] = time.GetUtcNow() + KeptFor;
            }

            HasCalledTooFew = _line.Count > 0 && AtWork.Count + Kept < Share;
        }
    }
}
