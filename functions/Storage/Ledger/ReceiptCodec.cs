using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Validation;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Ledger;

/// <summary>
/// A receipt's bytes: version, place on the page, state, ticks, then the provider's id and the reason if there are any.
/// </summary>
internal static class ReceiptCodec
{
    private const byte Format = 1;
    private const int LongestText = 1000;

    public static void Write(ref PackWriter pack, Receipt receipt)
    {
        pack.Byte(Format);
        pack.Byte((byte)receipt.Message.Index);
        pack.Byte((byte)receipt.State);
        pack.Number(Math.Max(0, receipt.At.UtcTicks));
        Optional(ref pack, receipt.ProviderId);
        Optional(ref pack, receipt.Reason);
    }

    /// <exception cref="InvalidDataException">Not what was written.</exception>
    public static Receipt Read(ReadOnlySpan<byte> bytes, RunId run, int page)
    {
        var pack = new PackReader(bytes);
        if (pack.Byte() is not Format)
        {
            throw new InvalidDataException("A receipt was not written by this version.");
        }

        var id = new MessageId(run, page, pack.Byte());
        var state = (MessageState)pack.Byte();
        var at = new DateTimeOffset(pack.Number(), TimeSpan.Zero);
        return new(id, state, Optional(ref pack), Optional(ref pack), at);
    }

    // A provider's text has no promised length, and only the first 200 characters of a reason are ever shown.
    private static string Cut(string text) => TextRules.Truncate(text, LongestText);

    private static void Optional(ref PackWriter pack, string? text)
    {
        pack.Byte(text is null ? (byte)0 : (byte)1);
        if (text is not null)
        {
            pack.Text(Cut(text));
        }
    }

    private static string? Optional(ref PackReader pack) => pack.Byte() is 0 ? null : pack.Text();
}
