using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Ledger;

/// <summary>
/// A page's two binary parts. Recipients, written once, and again where an address changed: version, count, addresses; in version 2 each
/// with its contact, empty for none. States, written at every claim and settlement:
/// version, count, the earliest change in seconds, the accounts and reasons in use, then per message its state and what it has in one
/// byte, attempts, seconds after the earliest change, places in the two tables, and the provider's id. In version 2, which only pages of
/// tasks with several creatives have, the creatives in use follow the reasons, and each message begins with the place of its own, from 1.
/// </summary>
internal static class PageCodec
{
    private const byte Format = 1;

    // Only pages that know a contact: all others stay readable for earlier versions.
    private const byte WithContacts = 2;

    // Only pages whose messages are of several creatives.
    private const byte WithCreatives = 2;
    private const int StateBits = 0x0F;
    private const int HasAccount = 0x10;
    private const int HasReason = 0x20;
    private const int HasProviderId = 0x40;
    private const int IsDoubtful = 0x80;
    private const int Nothing = -1;

    // Seconds before 1970 do not occur, but a default instant must not stop a page from being written.
    private const long Epoch = 62135596800;

    public static void WriteRecipients(ref PackWriter pack, LedgerPage page)
    {
        var hasContacts = page.Messages.Any(message => message.ContactId is not null);
        pack.Byte(hasContacts ? WithContacts : Format);
        pack.Number(page.Messages.Count);
        foreach (var message in page.Messages)
        {
            pack.Text(message.Address);
            if (hasContacts)
            {
                pack.Text(message.ContactId ?? "");
            }
        }
    }

    public static void WriteStates(ref PackWriter pack, LedgerPage page)
    {
        var messages = page.Messages;
        Span<int> accounts = stackalloc int[messages.Count];
        Span<int> reasons = stackalloc int[messages.Count];
        List<string> accountTable = [],
            reasonTable = [];
        List<CreativeVersion> creatives = [];
        var earliest = long.MaxValue;
        for (var i = 0; i < messages.Count; i++)
        {
            accounts[i] = Place(accountTable, messages[i].Account);
            reasons[i] = Place(reasonTable, messages[i].Reason);
            earliest = Math.Min(earliest, messages[i].UpdatedAt.ToUnixTimeSeconds());
            if (messages[i].Creative is { } creative && !creatives.Contains(creative))
            {
                creatives.Add(creative);
            }
        }

        pack.Byte(creatives.Count > 0 ? WithCreatives : Format);
        pack.Number(messages.Count);
        pack.Number(messages.Count is 0 ? 0 : earliest + Epoch);
        WriteTable(ref pack, accountTable);
        WriteTable(ref pack, reasonTable);
        WriteCreatives(ref pack, creatives);
        for (var i = 0; i < messages.Count; i++)
        {
            if (creatives.Count > 0)
            {
                pack.Number(messages[i].Creative is { } creative ? creatives.IndexOf(creative) + 1 : 0);
            }

            WriteMessage(ref pack, messages[i], accounts[i], reasons[i], earliest);
        }
    }

    /// <exception cref="InvalidDataException">The parts are not what was written, or not of one page.</exception>
    public static LedgerMessage[] Read(ReadOnlySpan<byte> recipients, ReadOnlySpan<byte> states)
    {
        var addresses = new PackReader(recipients);
        var outcomes = new PackReader(states);
        var hasContacts = addresses.Byte() switch
        {
            Format => false,
            WithContacts => true,
            _ => throw Unknown(),
        };
        var hasCreatives = outcomes.Byte() switch
        {
            Format => false,
            WithCreatives => true,
            _ => throw Unknown(),
        };
        var count = addresses.Count();
        if (outcomes.Count() != count)
        {
            throw Unknown();
        }

        var earliest = outcomes.Number() - Epoch;
        var accounts = ReadTable(ref outcomes);
        var reasons = ReadTable(ref outcomes);
        var creatives = hasCreatives ? ReadCreatives(ref outcomes) : [];
        var messages = new LedgerMessage[count];
        for (var i = 0; i < count; i++)
        {
            var (address, contact) = (addresses.Text(), hasContacts ? addresses.Text() : "");
            var creative = hasCreatives ? (int)outcomes.Number() : 0;
            var flags = outcomes.Byte();
            messages[i] = new(
                address,
                ContactId: contact.Length is 0 ? null : contact,
                State: (MessageState)(flags & StateBits),
                Attempts: (int)outcomes.Number(),
                UpdatedAt: DateTimeOffset.FromUnixTimeSeconds(earliest + outcomes.Number()),
                Account: (flags & HasAccount) is 0 ? null : accounts[(int)outcomes.Number()],
                Reason: (flags & HasReason) is 0 ? null : reasons[(int)outcomes.Number()],
                ProviderId: (flags & HasProviderId) is 0 ? null : outcomes.Text(),
                MayHaveBeenSent: (flags & IsDoubtful) is not 0
            )
            {
                Creative = creative is 0 ? null : creatives[creative - 1],
            };
        }

        return messages;
    }

    private static void WriteMessage(ref PackWriter pack, LedgerMessage message, int account, int reason, long earliest)
    {
        var flags =
            (int)message.State
            | (account is Nothing ? 0 : HasAccount)
            | (reason is Nothing ? 0 : HasReason)
            | (message.ProviderId is null ? 0 : HasProviderId)
            | (message.MayHaveBeenSent ? IsDoubtful : 0);
        pack.Byte((byte)flags);
        pack.Number(message.Attempts);
        pack.Number(message.UpdatedAt.ToUnixTimeSeconds() - earliest);
        if (account is not Nothing)
        {
            pack.Number(account);
        }

        if (reason is not Nothing)
        {
            pack.Number(reason);
        }

        if (message.ProviderId is not null)
        {
            pack.Text(message.ProviderId);
        }
    }

    // Pages know few accounts and few reasons: a list is found faster than a dictionary is made.
    private static int Place(List<string> table, string? text)
    {
        if (text is null)
        {
            return Nothing;
        }

        var at = table.IndexOf(text);
        if (at < 0)
        {
            at = table.Count;
            table.Add(text);
        }

        return at;
    }

    private static void WriteTable(ref PackWriter pack, List<string> table)
    {
        pack.Number(table.Count);
        foreach (var text in table)
        {
            pack.Text(text);
        }
    }

    private static void WriteCreatives(ref PackWriter pack, List<CreativeVersion> creatives)
    {
        if (creatives.Count == 0)
        {
            return;
        }

        pack.Number(creatives.Count);
        foreach (var creative in creatives)
        {
            pack.Text(creative.Id);
            pack.Number(creative.Number);
        }
    }

    private static CreativeVersion[] ReadCreatives(ref PackReader pack)
    {
        var table = new CreativeVersion[pack.Count()];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = new(pack.Text(), (int)pack.Number());
        }

        return table;
    }

    private static string[] ReadTable(ref PackReader pack)
    {
        var table = new string[pack.Count()];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = pack.Text();
        }

        return table;
    }

    private static InvalidDataException Unknown() =>
        new("A ledger page was not written by this version, or its parts do not belong together.");
}
