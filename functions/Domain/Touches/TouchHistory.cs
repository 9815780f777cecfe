using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Domain.Touches;

/// <summary>The messages one person was sent recently, oldest first. Immutable.</summary>
public sealed class TouchHistory
{
    /// <summary>The most touches that are kept; the oldest are dropped first.</summary>
    public const int Most = 400;

    public static readonly TouchHistory Empty = new([]);

    private readonly Touch[] _touches;

    public TouchHistory(IEnumerable<Touch> touches) => _touches = [.. touches.OrderBy(touch => touch.At).TakeLast(Most)];

    public IReadOnlyList<Touch> Touches => _touches;

    /// <summary>
    /// Returns the history with one more touch, without those older than <paramref name="keepFrom"/>; the same one when the message is in
    /// it already.
    /// </summary>
    public TouchHistory With(Touch touch, DateTimeOffset keepFrom) =>
        _touches.Any(known => known.Message == touch.Message) ? this : new(_touches.Where(known => known.At >= keepFrom).Append(touch));

    /// <summary>Gets the time at which a cap permits the next message; null when it may leave now.</summary>
    /// <param name="cap">The cap.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="now">The time to count back from.</param>
    /// <param name="asking">The message to send, which does not count against itself.</param>
    public DateTimeOffset? FreeAt(FrequencyCap cap, ChannelKind channel, DateTimeOffset now, MessageId? asking)
    {
        Touch[] counted = [.. _touches.Where(touch => touch.Channel == channel && touch.At > now - cap.Period && touch.Message != asking)];
        return counted.Length < cap.Messages ? null : counted[counted.Length - cap.Messages].At + cap.Period;
    }

    /// <summary>Finds the last message before an instant, at most a window earlier; null when there is none.</summary>
    public Touch? LastBefore(DateTimeOffset at, TimeSpan window) =>
        Array.FindLast(_touches, touch => touch.At <= at && at - touch.At <= window);
}
