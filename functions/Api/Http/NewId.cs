using System.Reflection;

namespace CampaignTasks.Api.Http;

/// <summary>
/// The id of what a request creates. With an Idempotency-Key it is derived from the request, so that a repetition after a crash meets what
/// the crashed one stored instead of making it twice.
/// </summary>
internal sealed record NewId(string Value) : IBindableFromHttpContext<NewId>
{
    public static ValueTask<NewId?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<NewId?>(context.Features.Get<NewId>() ?? new NewId(context.RequestServices.GetRequiredService<Ulids>().Next()));
}
