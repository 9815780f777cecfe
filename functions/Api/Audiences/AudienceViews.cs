using CampaignTasks.Api.Runs;
using CampaignTasks.Api.Tasks;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Api.Audiences;

/// <summary>An audience to be saved: a static list, or one that selects by a rule or by sales history.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Contacts">The first members of a static list, by their ids; an empty list is one too.</param>
/// <param name="Segment">A rule.</param>
/// <param name="Buyers">Contacts by their sales history.</param>
internal sealed record SavedAudienceRequest(string? Name, List<string?>? Contacts, SegmentRule? Segment, BuyersRequest? Buyers);

/// <summary>A change of a saved audience: what is absent stays. A static list stays one: its members change with POST to `members`.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Segment">A rule.</param>
/// <param name="Buyers">Contacts by their sales history.</param>
internal sealed record SavedAudienceChange(string? Name, SegmentRule? Segment, BuyersRequest? Buyers);

/// <summary>A change of a static list's members.</summary>
/// <param name="Add">Ids of contacts.</param>
/// <param name="Remove">Ids of contacts.</param>
/// <param name="Channel">The channel of `addresses`.</param>
/// <param name="Addresses">One address a line, of contacts to add; addresses of nobody are told.</param>
internal sealed record MembersRequest(List<string?>? Add, List<string?>? Remove, ChannelKind? Channel, string? Addresses);

/// <summary>What is to be previewed.</summary>
/// <param name="Channel">The channel to reach people on.</param>
/// <param name="Audience">Whom.</param>
internal sealed record PreviewRequest(ChannelKind? Channel, AudienceRequest? Audience);

/// <summary>A saved audience as callers read it.</summary>
/// <param name="Id">Its id; tasks name it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">`list`, `segment`, `buyers` or `addresses`.</param>
/// <param name="Segment">The rule it selects by.</param>
/// <param name="Buyers">The sales history it selects by.</param>
/// <param name="Addresses">The addresses that were uploaded.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it last changed.</param>
internal sealed record SavedAudienceView(
    string Id, string Name, string Kind, SegmentRule? Segment, BuyersView? Buyers, AddressesView? Addresses, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static SavedAudienceView Of(AudienceDefinition audience) => new(
        audience.Id,
        audience.Name,
        audience.Rule switch
        {
            null => "list",
            Domain.Audiences.Buyers => "buyers",
            AddressList => "addresses",
            _ => "segment",
        },
        (audience.Rule as Domain.Audiences.Segment)?.Rule,
        audience.Rule is Domain.Audiences.Buyers buyers ? BuyersView.Of(buyers.Filter) : null,
        audience.Rule is AddressList list ? new AddressesView(list.Channel, list.Size, list.Duplicates) : null,
        audience.CreatedAt,
        audience.UpdatedAt);
}

/// <summary>Addresses that were uploaded as a file.</summary>
/// <param name="Channel">The channel they are addresses of; only tasks on it reach them.</param>
/// <param name="Size">Distinct addresses.</param>
/// <param name="Duplicates">Lines that repeated an earlier address.</param>
internal sealed record AddressesView(ChannelKind Channel, int Size, int Duplicates);

/// <summary>A page of saved audiences.</summary>
internal sealed record SavedAudienceList(IReadOnlyList<SavedAudienceView> Items, string? Next);

/// <summary>A page of a list's members, by their ids.</summary>
internal sealed record MemberList(IReadOnlyList<string> Items, string? Next);

/// <summary>What a change of members came to.</summary>
/// <param name="Added">Ids named to be added, those that were in already included.</param>
/// <param name="Removed">Ids named to be removed.</param>
/// <param name="Unknown">Lines whose address no contact has, and wrong ones; at most 100.</param>
internal sealed record MembersView(int Added, int Removed, IReadOnlyList<string> Unknown);

/// <summary>Which buyers.</summary>
internal sealed record BuyersView(
    IReadOnlyList<string> Products,
    PeriodView SalesPeriod,
    IReadOnlyList<OrderStatus> SalesStatus,
    IReadOnlyList<string> Countries,
    IReadOnlyList<string> Campaigns,
    IReadOnlyList<string> SkipOwnersOf)
{
    public static BuyersView Of(BuyersFilter filter) => new(
        filter.Products, new PeriodView(filter.From, filter.To), filter.Statuses, filter.Countries, filter.Campaigns, filter.SkipOwnersOf);
}

/// <summary>A period: from, and to, which itself does not count.</summary>
internal sealed record PeriodView(DateTimeOffset? From, DateTimeOffset? To);

/// <summary>Whom an audience reaches right now.</summary>
/// <param name="Waterfall">How the audience would become messages.</param>
/// <param name="Recipients">The first twenty.</param>
/// <param name="Complete">Whether everybody was counted; a very large audience is counted for twenty seconds only.</param>
internal sealed record PreviewView(WaterfallView Waterfall, IReadOnlyList<RecipientView> Recipients, bool Complete);

/// <summary>One message that would be planned.</summary>
internal sealed record RecipientView(string Address, string? ContactId, string? Country, string? TimeZone);
