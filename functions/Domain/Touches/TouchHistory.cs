using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Domain.Touches;

/// <summary>What one person was sent of late, oldest first. Immutable.</summary>
public sealed class TouchHistory
{
    /// <summary>The most that is kept; beyond, the oldest go.</summary>
    public const int Most = 400;

    public static readonly TouchHistory Empty = new([]);

    private readonly Touch[] _touches;

    public TouchHistory(IEnumerable<Touch> touches) => _touches = [.. touches.OrderBy(touch => touch.At).TakeLast(Most)];

    public IReadOnlyList<Touch> Touches => _touches;

    /// <summary>The history with one more, and without what is older than <paramref name="keepFrom"/>; the same one when the message is in
    /// it already.</summary>
    public TouchHistory With(Touch touch, DateTimeOffset keepFrom) =>
        _touches.Any(known => known.Message == touch.Message) ? this : new(_touches.Where(known => known.At >= keepFrom).Append(touch));

    /// <summary>When a cap lets the next message go; null when it may go now.</summary>
    /// <param name="cap">The cap.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="now">The time to count back from.</param>
    /// <param name="asking">The message that wants to go, which does not count against itself.</param>
    public DateTimeOffset? FreeAt(FrequencyCap cap, ChannelKind channel, DateTimeOffset now, MessageId? asking)
    {
        Touch[] counted = [.. _touches.Where(touch => touch.Channel == channel && touch.At > now - cap.Period && touch.Message != asking)];
        return counted.Length < cap.Messages ? null : counted[counted.Length - cap.Messages].At + cap.Period;
    }

    /// <summary>The last message before an instant, at most a window earlier; null when there is none.</summary>
    public Touch? LastBefore(DateTimeOffset at, TimeSpan window) =>
        Array.FindLast(_touches, touch => touch.At <= at && at - touch.At <= window);
}
