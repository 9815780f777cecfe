using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Channels;

/// <summary>The catalogue of channels: what each carries, and what its providers need.</summary>
internal static class ChannelEndpoints
{
    private const string Tag = "Channels";

    public static void MapChannels(this IEndpointRouteBuilder api) =>
        api.MapGet("/channels", List)
            .Requires(Role.Viewer)
            .Named("listChannels", Tag, "Lists the channels with their limits, and their providers with the settings of an account.");

    private static Ok<ChannelList> List(IChannelCatalog channels) =>
        TypedResults.Ok(new ChannelList([.. Enum.GetValues<ChannelKind>().Select(kind => ChannelView.Of(kind, channels))]));
}
