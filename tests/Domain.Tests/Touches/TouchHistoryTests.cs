using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Touches;
using CampaignTasks.Testing;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Touches;

public sealed class TouchHistoryTests
{
    [Property]
    public Property Sender_WhoAsksTheCap_NeverExceedsItInAnyWindow_AndNeverWaitsInVain()
    {
        var pauses = Gen.Choose(0, 4000).ListOf(40).ToArbitrary();

        return Prop.ForAll(pauses, Gen.Choose(1, 5).ToArbitrary(), (minutes, most) =>
        {
            var cap = new FrequencyCap(most, TimeSpan.FromDays(1));
            var (history, now) = (TouchHistory.Empty, Any.Now);
            for (var i = 0; i < minutes.Count; i++)
            {
                now = now.AddMinutes(minutes[i]);
                if (history.FreeAt(cap, ChannelKind.Email, now, asking: null) is { } free)
                {
                    Assert.True(free > now && history.FreeAt(cap, ChannelKind.Email, free, asking: null) is null);
                }
                else
                {
                    history = history.With(New(i, now), now.AddDays(-30));
                }
            }

            return history.Touches.All(touch =>
                history.Touches.Count(other => other.At >= touch.At && other.At < touch.At + cap.Period) <= most
            );
        });
    }

    [Fact]
    public void Touches_OfOtherChannelsAndTheAskingMessage_DoNotCount()
    {
        var history = TouchHistory.Empty.With(New(1, Any.Now), default).With(New(2, Any.Now) with { Channel = ChannelKind.Sms }, default);
        var once = new FrequencyCap(1, TimeSpan.FromHours(1));

        Assert.Null(history.FreeAt(once, ChannelKind.Vk, Any.Now, asking: null));
        Assert.Null(history.FreeAt(once, ChannelKind.Email, Any.Now, New(1, Any.Now).Message));
        Assert.Equal(Any.Now.AddHours(1), history.FreeAt(once, ChannelKind.Email, Any.Now, New(3, Any.Now).Message));
    }

    [Fact]
    public void LastBefore_IsTheNewestWithinTheWindow()
    {
        var history = new TouchHistory([New(1, Any.Now), New(2, Any.Now.AddDays(2)), New(3, Any.Now.AddDays(9))]);

        Assert.Equal(New(2, Any.Now.AddDays(2)), history.LastBefore(Any.Now.AddDays(7), TimeSpan.FromDays(5)));
        Assert.Null(history.LastBefore(Any.Now.AddDays(8), TimeSpan.FromDays(5)));
        Assert.Null(history.LastBefore(Any.Now.AddTicks(-1), TimeSpan.FromDays(5)));
    }

    [Fact]
    public void History_ThatGrows_KeepsTheNewest()
    {
        var history = Enumerable.Range(0, 200).Aggregate(TouchHistory.Empty, (all, i) => all.With(New(i, Any.Now.AddMinutes(i)), default));
        history = Enumerable.Range(0, 250).Aggregate(history, (all, i) => all.With(New(i, Any.Now.AddMinutes(i), page: 1), default));

        Assert.Equal(TouchHistory.Most, history.Touches.Count);
        Assert.Equal(Any.Now.AddMinutes(249), history.Touches[^1].At);
    }

    private static Touch New(int index, DateTimeOffset at, int page = 0) =>
        new(new MessageId(Any.RunId, page, index), "task", ChannelKind.Email, at);
}
