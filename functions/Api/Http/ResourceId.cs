using System.Reflection;
using CampaignTasks.Application.Identifiers;

namespace CampaignTasks.Api.Http;

/// <summary>
/// The id of what a request creates. With an Idempotency-Key it is derived from the request, so that a repetition after a crash meets what
/// the crashed one stored instead of making it twice.
/// </summary>
internal sealed record ResourceId(string Value) : IBindableFromHttpContext<ResourceId>
{
    public static ValueTask<ResourceId?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<ResourceId?>(
            context.Features.Get<ResourceId>() ?? new ResourceId(context.RequestServices.GetRequiredService<Ulids>().Next())
        );
}
