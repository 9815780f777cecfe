using CampaignTasks.Application.Exports;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Suppressions;

/// <summary>The use cases of suppressions.</summary>
internal sealed class SuppressionService(IContactStore contacts, SuppressionFacts facts, TimeProvider time)
{
    private const string ByHand = "api";

    /// <summary>Lists suppressions; of one address where one is given.</summary>
    /// <exception cref="ValidationException">An address without a channel, or one that the channel does not have.</exception>
    public async Task<CursorPage<SuppressedAddress>> ListAsync(
        string tenantId,
        ChannelKind? channel,
        string? address,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        if (address is null)
        {
            return await contacts.ListSuppressedAsync(tenantId, channel, limit, cursor, cancellationToken);
        }

        var errors = new ValidationErrors();
        if (channel is null)
        {
            errors.Add("channel", "An address belongs to a channel: give the channel, too.");
        }

        var normalized = channel is { } kind ? Check(kind, address, errors) : null;
        errors.ThrowIfAny();
        return await FindAsync(tenantId, channel!.Value, normalized!, cancellationToken) is { } found
            ? new CursorPage<SuppressedAddress>([found], Next: null)
            : new CursorPage<SuppressedAddress>([], Next: null);
    }

    /// <summary>Streams suppressions in the order of <see cref="ListAsync"/>.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="channel">The channel; null for all of them.</param>
    /// <param name="after">The row to go on behind, by its <see cref="IdOf"/>; null to begin.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ValidationException"><paramref name="after"/> is no id, or one of another channel.</exception>
    public IAsyncEnumerable<SuppressedAddress> ReadAllAsync(
        string tenantId,
        ChannelKind? channel,
        string? after,
        CancellationToken cancellationToken
    ) => contacts.ReadSuppressedAsync(tenantId, channel, after is null ? null : Parse(after, channel), cancellationToken);

    /// <summary>Returns what an export names a suppression by: its channel and address, as in <c>email:ann@example.net</c>.</summary>
    public static string IdOf(SuppressedAddress suppressed) => $"{EnumNames.Of(suppressed.Channel)}:{suppressed.Address}";

    /// <summary>Suppresses an address by hand. A suppression by a person's decision that is in force already stays.</summary>
    /// <exception cref="ValidationException">The request is not valid.</exception>
    public async Task<SuppressedAddress> AddAsync(string tenantId, SuppressionRequest request, CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        if (request.Channel is not { } channel)
        {
            errors.Add("channel", $"The channel is missing: give one of {string.Join(", ", EnumNames.Of(typeof(ChannelKind)))}.");
            channel = default;
        }

        var address = "";
        if (request.Address is null)
        {
            errors.Add("address", "The address is missing: give it.");
        }
        else if (request.Channel is not null)
        {
            address = Check(channel, request.Address, errors) ?? "";
        }

        errors.ThrowIfAny();
        var suppression = new Suppression(request.Reason ?? SuppressionReason.Manual, ByHand, time.GetUtcNow());
        var record = await contacts.ChangeRecordAsync(
            tenantId,
            channel,
            address,
            before => before.Suppression is { IsFinding: false } ? before : before.Suppressing(suppression),
            cancellationToken
        );
        var suppressed = new SuppressedAddress(channel, address, record.Suppression ?? suppression);
        await facts.PublishAsync(tenantId, suppressed);
        return suppressed;
    }

    /// <summary>Lifts a suppression by hand.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> LiftAsync(string tenantId, ChannelKind channel, string address, CancellationToken cancellationToken)
    {
        if (
            ChannelAddress.Normalize(channel, address).Address is not { } normalized
            || await FindAsync(tenantId, channel, normalized, cancellationToken) is null
        )
        {
            return false;
        }

        var now = time.GetUtcNow();
        await contacts.ChangeRecordAsync(tenantId, channel, normalized, record => record.Lifting(now), cancellationToken);
        return true;
    }

    private async Task<SuppressedAddress?> FindAsync(
        string tenantId,
        ChannelKind channel,
        string address,
        CancellationToken cancellationToken
    )
    {
        var records = await contacts.FindRecordsAsync(tenantId, channel, [address], cancellationToken);
        return records[0].Suppression is { } suppression ? new SuppressedAddress(channel, address, suppression) : null;
    }

    private static (ChannelKind Channel, string Address) Parse(string id, ChannelKind? only)
    {
        var colon = id.IndexOf(':', StringComparison.Ordinal);
        return
            colon > 0
            && EnumNames.TryParse<ChannelKind>(id[..colon], out var channel)
            && (only ?? channel) == channel
            && ChannelAddress.Normalize(channel, id.AsSpan(colon + 1)).Address is { } address
            ? (channel, address)
            : throw ExportPosition.Invalid(
                "It is not the id of a row of this export: give that of the last row that you have, as in email:ann@example.net."
            );
    }

    private static string? Check(ChannelKind channel, string text, ValidationErrors errors)
    {
        var reading = ChannelAddress.Normalize(channel, text);
        if (reading.Fault is { } fault)
        {
            errors.Add("address", fault);
        }

        return reading.Address;
    }
}
