using CampaignTasks.Application.Sending;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Sending;

/// <summary>What holds whatever senders and providers do, in any order.</summary>
public sealed class AdaptiveConcurrencyLimiterProperties
{
    [Property(MaxTest = 300, Arbitrary = [typeof(Steps)])]
    public void Requests_UnderWay_AreNeverMoreThanAllowed(int[] steps) =>
        Play(steps, after => Assert.True(after.Entered is 0 || after.UnderWay <= after.Width, $"{after}"));

    [Property(MaxTest = 300, Arbitrary = [typeof(Steps)])]
    public void Requests_WhileTheProviderWantsNone_NeverBegin(int[] steps) =>
        Play(steps, after => Assert.True(after.Entered is 0 || !after.WasClosed, $"{after}"));

    [Property(MaxTest = 300, Arbitrary = [typeof(Steps)])]
    public void Senders_ThatWait_FindEveryPlaceTaken(int[] steps) =>
        Play(steps, after => Assert.True(after.Waiting is 0 || after.UnderWay >= after.Width, $"{after}"));

    [Property(MaxTest = 300, Arbitrary = [typeof(Steps)])]
    public void Senders_OnceAllOthersHaveLeft_DoNotWaitForEver(int[] steps) => Assert.Equal(0, Play(steps, static _ => { }).LeaveAll());

    private static Senders Play(int[] steps, Action<Observation> check)
    {
        using var context = new PumpedContext();
        var senders = new Senders(context);
        foreach (var step in steps)
        {
            check(senders.Take(step));
        }

        return senders;
    }

    private sealed record Observation(int Entered, int UnderWay, int Waiting, int Width, bool WasClosed);

    /// <summary>Senders on one limiter, with a width of their own account.</summary>
    private sealed class Senders
    {
        private readonly PumpedContext _context;
        private readonly FakeTimeProvider _time = new(Any.Now);
        private readonly AdaptiveConcurrencyLimiter _limiter;
        private readonly List<(Task<bool> Entering, CancellationTokenSource Halted)> _waiting = [];
        private int _underWay;
        private int _width = AdaptiveConcurrencyLimiter.MaxWidth;
        private int _accepted;

        public Senders(PumpedContext context) => (_context, _limiter) = (context, new AdaptiveConcurrencyLimiter(_time));

        public Observation Take(int step)
        {
            var wasClosed = _limiter.IsClosed;
            var many = (step / 8 % 40) + 1;
            switch (step % 8)
            {
                case 0 or 1:
                    Enter(many);
                    break;
                case 2:
                    Exit(new SendOutcome.Throttled(step % 16 < 8 ? null : TimeSpan.FromSeconds(many)));
                    break;
                case 3 or 4:
                    for (var i = 0; i < many; i++)
                    {
                        Exit(new SendOutcome.Accepted("p1"));
                    }

                    break;
                case 5:
                    Exit(outcome: null);
                    break;
                case 6 when _waiting.Count > 0:
                    _waiting[many % _waiting.Count].Halted.Cancel();
                    break;
                default:
                    _time.Advance(TimeSpan.FromSeconds(many));
                    break;
            }

            return new(Settle(), _underWay, _waiting.Count, _width, wasClosed && _limiter.IsClosed);
        }

        /// <returns>How many wait all the same.</returns>
        public int LeaveAll()
        {
            while (_underWay > 0)
            {
                Exit(outcome: null);
                Settle();
            }

            return _waiting.Count;
        }

        private void Enter(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var halted = new CancellationTokenSource();
                _waiting.Add((_limiter.EnterAsync(halted.Token), halted));
            }
        }

        private void Exit(SendOutcome? outcome)
        {
            if (_underWay is 0)
            {
                return;
            }

            if (outcome is SendOutcome.Throttled)
            {
                (_width, _accepted) = _limiter.IsClosed ? (_width, _accepted) : (Math.Max(1, _width / 2), 0);
            }
            else if (outcome is SendOutcome.Accepted && ++_accepted >= 2 * _width)
            {
                (_width, _accepted) = (Math.Min(AdaptiveConcurrencyLimiter.MaxWidth, _width + 1), 0);
            }

            _underWay--;
            _limiter.Exit(outcome);
        }

        /// <returns>How many have entered.</returns>
        private int Settle()
        {
            _context.Run();
            var entered = _waiting.Count(sender => sender.Entering is { IsCompletedSuccessfully: true, Result: true });
            _waiting.RemoveAll(sender => sender.Entering.IsCompleted);
            _underWay += entered;
            return entered;
        }
    }
}
