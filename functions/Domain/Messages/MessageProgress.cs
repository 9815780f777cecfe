namespace CampaignTasks.Domain.Messages;

/// <summary>
/// The order in which receipts advance a message. Reports arrive in any order and more than once: the state is the farthest one that was
/// reported, so neither matters.
/// </summary>
/// <remarks>
/// A delivery counts after a failure, because providers correct themselves: a carrier's late confirmation follows a time-out that was
/// reported as failed. A failure does not count after a delivery: the message cannot be called back from the handset or the mailbox.
/// </remarks>
public static class MessageProgress
{
    /// <summary>Returns true when a receipt of <paramref name="to"/> advances a message in <paramref name="from"/>.</summary>
    public static bool Advances(MessageState from, MessageState to) => Reported(to) > Reported(from);

    /// <summary>Gets how far a state is; 0 for one that no provider reports.</summary>
    private static int Reported(MessageState state) =>
        state switch
        {
            MessageState.Sent => 1,
            MessageState.Failed => 2,
            MessageState.Delivered => 3,
            MessageState.Read => 4,
            // Also what was skipped or canceled: an interrupted attempt is pending again, and a provider that reports it shows that it had
            // left.
            _ => 0,
        };
}
