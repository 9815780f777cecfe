using System.Runtime.CompilerServices;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Files;
using CampaignTasks.Application.Limits;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Audiences;

/// <summary>
/// The upload of a file of addresses. It is stored in pieces while it arrives; the audience is stored after the last piece. Memory holds
/// one piece and the set of addresses seen. Nothing is kept of a file that is interrupted or has an invalid line, unless the process ends
/// as well: then pieces remain that no audience refers to.
/// </summary>
internal sealed class AddressUpload : IDisposable
{
    private const int Buffer = 16 * 1024;

    // Blank and repeated lines cost no memory, but an endless file of them would never end.
    private const int LinesOfAnAddress = 10;

    private readonly IAudienceStore _store;
    private readonly ISettingsStore _settings;
    private readonly Lazy<Places> _places;

    public AddressUpload(IAudienceStore store, ISettingsStore settings)
    {
        (_store, _settings) = (store, settings);
        _places = new(() => new Places("uploads of addresses", MaxAtOnce, Math.Max(1, MaxAtOnce / 4)));
    }

    /// <summary>Gets the most addresses a list may hold; by default <see cref="AddressList.Largest"/>.</summary>
    public int Most { get; init; } = AddressList.Largest;

    /// <summary>
    /// Gets the most files received at once, by default 8, of one tenant a quarter: each may hold some 24 MB of addresses for as long as
    /// its sender takes.
    /// </summary>
    public int MaxAtOnce { get; init; } = 8;

    public void Dispose()
    {
        if (_places.IsValueCreated)
        {
            _places.Value.Dispose();
        }
    }

    /// <summary>Stores a file as an audience.</summary>
    /// <param name="audience">The new audience, without its rule.</param>
    /// <param name="channel">The channel of the addresses.</param>
    /// <param name="file">One address a line, or several with commas or semicolons between them.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <exception cref="ValidationException">Lines are invalid, or there are too many, or none.</exception>
    /// <exception cref="CapacityExceededException">Too many files are being received.</exception>
    public async Task<AudienceDefinition> TakeAsync(
        AudienceDefinition audience,
        ChannelKind channel,
        Stream file,
        CancellationToken cancellationToken
    )
    {
        using var place = _places.Value.Take(audience.TenantId);
        return await TakeWholeAsync(audience, channel, file, cancellationToken);
    }

    private async Task<AudienceDefinition> TakeWholeAsync(
        AudienceDefinition audience,
        ChannelKind channel,
        Stream file,
        CancellationToken cancellationToken
    )
    {
        var pieces = 0;
        var country = (await _settings.ReadAsync(audience.TenantId, cancellationToken)).Country;
        return await AllOrNothing.RunAsync(store: KeepAsync, undo: ForgetAsync);

        async Task<AudienceDefinition> KeepAsync()
        {
            using var text = FileText.Read(file);
            var list = new ListReader(channel, country, new RecipientSet(channel).Add);
            await foreach (
                var piece in ReadAsync(list, text, cancellationToken).Chunk(AddressList.PieceSize).WithCancellation(cancellationToken)
            )
            {
                if (list.ErrorCount is 0)
                {
                    await _store.WriteAddressesAsync(audience.TenantId, audience.Id, pieces++, piece, cancellationToken);
                }
            }

            Check(list);
            return await _store.AddAsync(audience with { Rule = new AddressList(channel, list.Size, list.Duplicates) }, cancellationToken);
        }

        async Task ForgetAsync()
        {
            // The audience and the last piece may be stored although the response was lost.
            await _store.DeleteAsync(audience.TenantId, audience.Id, CancellationToken.None);
            await _store.DeleteAddressesAsync(audience.TenantId, audience.Id, pieces, CancellationToken.None);
        }
    }

    private async IAsyncEnumerable<string> ReadAsync(
        ListReader list,
        TextReader text,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var buffer = new char[Buffer];
        List<string> addresses = [];
        for (var isEnd = false; !isEnd; )
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
            throw Invalid($"The file has more than {Most} addresses: split it into several lists.");
        }

        if (list.Lines > Most * LinesOfAnAddress)
        {
            throw Invalid($"The file has more than {Most * LinesOfAnAddress} lines: leave out blank and repeated ones.");
        }
    }

    private static void Check(ListReader list)
    {
        var errors = new ValidationErrors();
        LineError.AddTo(list.Errors, list.ErrorCount, FileText.Field, errors);
        errors.ThrowIfAny();
        if (list.Size is 0)
        {
            throw Invalid("The file is empty: send one address a line.");
        }
    }

    private static ValidationException Invalid(string message)
    {
        var errors = new ValidationErrors();
        errors.Add(FileText.Field, message);
        return new ValidationException(errors);
    }
}
