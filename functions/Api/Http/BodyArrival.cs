namespace CampaignTasks.Api.Http;

/// <summary>
/// Middleware that reads bodies before their requests take a place among those that are carried out, so that a slow one keeps nobody
/// waiting. Files are read by their endpoints, as they come.
/// </summary>
internal sealed class BodyArrival(RequestDelegate next, BodyCapacity capacity)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (HasBody(context) && (await RequestBody.ReadAsync(context)).Length > BodyCapacity.Large)
        {
            await capacity.CarryOutAsync(context);
        }

        await next(context);
    }

    private static bool HasBody(HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint endpoint
        && endpoint.Metadata.GetMetadata<TakesFile>() is null
        && (
            HttpMethods.IsPost(context.Request.Method)
            || HttpMethods.IsPut(context.Request.Method)
            || HttpMethods.IsPatch(context.Request.Method)
        );
}
