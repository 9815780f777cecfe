using CampaignTasks.Application.Limits;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// The limits of what the senders of this process hold in memory: the bytes of filled messages, and how many pages are sent that may have
/// ended a process.
/// </summary>
internal sealed class SendingMemory(IOptions<SendingOptions> options)
{
    private int _suspects;

    /// <summary>The bytes of messages from their filling to the provider's answer; one tenant has at most half.</summary>
    public ByteBudget Messages { get; } = new(options.Value.MessageMemory, options.Value.MessageMemory / 2);

    /// <summary>The largest message, in bytes.</summary>
    public int LargestMessage { get; } = options.Value.LargestMessage;

    /// <summary>
    /// Takes the process's one place for a page that was being sent when a process ended; <see cref="EndSuspect"/> must follow. It is sent
    /// alone, so that another end shows which page caused it.
    /// </summary>
    /// <returns>False when another page has the place.</returns>
    public bool TryBeginSuspect() => Interlocked.CompareExchange(ref _suspects, 1, 0) is 0;

    /// <summary>Ends the sending of the page.</summary>
    public void EndSuspect() => Volatile.Write(ref _suspects, 0);
}
