using CampaignTasks.Application.Files;
using CampaignTasks.Domain;
using System.Runtime.CompilerServices;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Audiences;

/// <summary>
/// Takes a file of addresses in while it is being sent: they are kept by the piece, and when the last is kept the audience is. Memory holds one piece,
/// and what tells that an address came before. Of a file that breaks off, or has a wrong line, nothing is kept, unless the process breaks off with
/// it: then pieces are left that nobody names.
/// </summary>
internal sealed class AddressUpload(IAudienceStore store)
{
    private const int Buffer = 16 * 1024;

    // Blank and repeated lines cost no memory, but whoever sends them without end would never be done.
    private const int LinesOfAnAddress = 10;

    private int _underWay;

    /// <summary>The most addresses a list may hold.</summary>
    public int Most { get; init; } = AddressList.Largest;

    /// <summary>How many files may be under way at once: each may come to remember some 24 MB of addresses, for as long as its sender likes.</summary>
    public int MaxAtOnce { get; init; } = 8;

    /// <param name="audience">The audience to be, without its rule.</param>
    /// <param name="channel">The channel of the addresses.</param>
    /// <param name="file">One address a line.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    /// <exception cref="ValidationException">Lines are wrong, or there are too many, or none.</exception>
    /// <exception cref="CapacityExceededException">Too many files are under way.</exception>
    public async Task<AudienceDefinition> TakeAsync(AudienceDefinition audience, ChannelKind channel, Stream file, CancellationToken cancellationToken)
    {
        try
        {
            return Interlocked.Increment(ref _underWay) <= MaxAtOnce
                ? await TakeWholeAsync(audience, channel, file, cancellationToken)
                : throw new CapacityExceededException($"The server takes in {MaxAtOnce} files at once.");
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private async Task<AudienceDefinition> TakeWholeAsync(AudienceDefinition audience, ChannelKind channel, Stream file, CancellationToken cancellationToken)
    {
        var pieces = 0;
        return await AllOrNothing.RunAsync(store: KeepAsync, undo: ForgetAsync);

        async Task<AudienceDefinition> KeepAsync()
        {
            using var text = FileText.Read(file);
            var list = new ListReader(channel, new AddressSet(channel).Add);
            await foreach (var piece in ReadAsync(list, text, cancellationToken).Chunk(AddressList.PieceSize).WithCancellation(cancellationToken))
            {
                if (list.ErrorCount is 0)
                {
                    await store.WriteAddressesAsync(audience.TenantId, audience.Id, pieces++, piece, cancellationToken);
                }
            }

            Check(list);
            return await store.AddAsync(audience with { Rule = new AddressList(channel, list.Size, list.Duplicates) }, cancellationToken);
        }

        async Task ForgetAsync()
        {
            // The audience may be there although nobody heard that it is; the last piece may be, too.
            await store.DeleteAsync(audience.TenantId, audience.Id, CancellationToken.None);
            await store.DeleteAddressesAsync(audience.TenantId, audience.Id, pieces, CancellationToken.None);
        }
    }

    private async IAsyncEnumerable<string> ReadAsync(ListReader list, TextReader text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new char[Buffer];
        List<string> addresses = [];
        for (var isEnd = false; !isEnd;)
        {
            var count = await text.ReadAsync(buffer, cancellationToken);
            isEnd = count is 0;
            if (isEnd)
            {
                list.End(addresses);
            }
            else
            {
                list.Read(buffer.AsSpan(0, count), addresses);
            }

            EnsureNotTooLong(list);
            foreach (var address in addresses)
            {
                yield return address;
            }

            addresses.Clear();
        }
    }

    private void EnsureNotTooLong(ListReader list)
    {
        if (list.Size > Most)
        {
            throw Refusal($"The file has more than {Most} addresses: make several lists of it.");
        }

        if (list.Lines > Most * LinesOfAnAddress)
        {
            throw Refusal($"The file has more than {Most * LinesOfAnAddress} lines: leave out blank and repeated ones.");
        }
    }

    private static void Check(ListReader list)
    {
        var errors = new ValidationErrors();
        LineError.Tell(list.Errors, list.ErrorCount, "$", errors);
        errors.ThrowIfAny();
        if (list.Size is 0)
        {
            throw Refusal("The file is empty: send one address a line.");
        }
    }

    private static ValidationException Refusal(string message)
    {
        var errors = new ValidationErrors();
        errors.Add("$", message);
        return new ValidationException(errors);
    }
}
